from certification import ornament


def test_the_lattice_goes_once_around_the_page():
    steps = list(ornament.lattice())
    assert len(steps) == len(set(steps)) == 2 * (ornament.ACROSS + ornament.DOWN)
    assert {(0, 0), (ornament.ACROSS, 0), (0, ornament.DOWN)} < set(steps)
    assert all(x in (0, ornament.ACROSS) or y in (0, ornament.DOWN) for x, y in steps)
