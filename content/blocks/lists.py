from wagtail import blocks


def at_least(fewest, child, **options):
    """A list that opens with as many empty places as it must have, so that nobody begins with an error."""
    made = blocks.ListBlock(child, min_num=fewest, **options)
    # Not given as an option: what a new one begins with is nothing that the database has to know.
    made.meta.default = [made.child_block.get_default() for _place in range(fewest)]
    return made
