"""How often Python looks for what nobody needs any more."""

import gc


def spare_the_collector() -> None:
    """Let the collector leave alone all that was imported, which stays, and look less often at the rest.

    A process that serves makes many short-lived objects and few circles: this is a fifth of its work.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 50)
