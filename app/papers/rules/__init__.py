"""Rules about papers: plain values in, reasons and words out."""
