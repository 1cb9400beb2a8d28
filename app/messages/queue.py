"""The queue between the site and its worker."""


def send_soon() -> None:
    """Tell the worker that letters wait. If nobody hears it, they leave with the next minute."""
