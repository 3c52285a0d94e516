import hashlib

import pytest

from certification import chain


def leaf(hexed):
    return hashlib.sha256(b"\x00" + bytes.fromhex(hexed)).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


A, B, C, D, E = (hashlib.sha256(bytes([n])).hexdigest() for n in range(5))


def test_the_root_is_that_of_rfc_6962():
    pair = node(leaf(A), leaf(B))

    assert chain.root([A]) == leaf(A).hex()
    assert chain.root([A, B]) == pair.hex()
    assert chain.root([A, B, C]) == node(pair, leaf(C)).hex()
    four = node(pair, node(leaf(C), leaf(D)))
    assert chain.root([A, B, C, D, E]) == node(four, leaf(E)).hex()


def test_order_and_every_leaf_count():
    assert len({chain.root(leaves) for leaves in ([A, B, C], [B, A, C], [A, B], [A, B, D])}) == 4


def test_a_tree_needs_a_leaf():
    with pytest.raises(ValueError, match="leaf"):
        chain.root([])


def test_the_hash_of_an_event_never_changes_its_way():
    facts = {"kind": "issued", "note": "é", "until": None, "before": chain.BEGINNING}

    assert (
        chain.hash_of(facts)
        == hashlib.sha256(
            ('{"before":"' + "0" * 64 + '","kind":"issued","note":"é","until":null}').encode()
        ).hexdigest()
    )
