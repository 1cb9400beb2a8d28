"""Papers of a commendation: the State's documents, certificates, and the page where anybody can check one."""
