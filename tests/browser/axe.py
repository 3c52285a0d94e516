"""What axe says against a page, in words short enough to read in a failing test."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()


def faults(page, part=None):
    """Each violation with the elements it is about, on the page or a part of it; empty where axe finds nothing."""
    found = AXE.run(page, context=part).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
