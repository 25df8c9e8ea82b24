"""Numpy's arrays and scalars, images and sparse matrices go and come back as they are."""

from __future__ import annotations

import datetime
from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_magic.worker.codec import Unsendable, decode, encode
from tests.worker.codec_round_trip import alike, travelled


def same_array(one: Any, other: Any) -> bool:
    return (
        type(one) is type(other)
        and one.dtype == other.dtype
        and one.dtype.str == other.dtype.str
        and one.shape == other.shape
        and one.tobytes() == other.tobytes()
    )


DTYPES = st.one_of(
    hnp.scalar_dtypes(),
    hnp.array_dtypes(max_size=3, allow_subarrays=True),
    hnp.nested_dtypes(hnp.scalar_dtypes(), max_itemsize=200),
)


@settings(deadline=None, max_examples=100)
@given(hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0, max_side=6)))
def test_any_array_without_objects_comes_back_the_same(array: Any) -> None:
    back = travelled(array)
    assert same_array(back, array)
    assert back.flags.writeable


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((40, 30), order="F"),
        np.arange(1200.0).reshape(40, 30)[::2, ::-1],
        np.zeros((0, 3)),
        np.array(3),
        np.arange(3, dtype="q"),
        np.array(["2020", "NaT"], "M8[25s]"),
        np.zeros(2, dtype={"names": ["x", "y"], "formats": ["i1", "f8"], "offsets": [3, 8], "itemsize": 24}),
        np.zeros(2, dtype=[(("title", "name"), "i4"), ("b", "f8", (2, 3))]),
        np.zeros(3, dtype=np.dtype("i1,f8", align=True)),
        np.zeros(3, "V0"),
    ],
    ids=lambda array: str(array.dtype),
)
@pytest.mark.parametrize("writable", [True, False])
def test_layout_and_dtype_survive(array: Any, writable: bool) -> None:
    back = travelled(array, writable=writable)
    assert same_array(back, array)
    assert back.dtype.char == array.dtype.char
    assert back.dtype.isalignedstruct == array.dtype.isalignedstruct
    assert back.flags.writeable
    if array.flags.forc:
        assert back.flags.f_contiguous == array.flags.f_contiguous


@pytest.mark.parametrize(
    "scalar",
    [
        *(np.float16(1.5), np.float32("nan"), np.float64(-0.0), np.longdouble(1.1), np.complex64(1j)),
        *(np.int8(-1), np.uint64(2**64 - 1), np.longlong(3), np.bool_(True)),
        *(np.datetime64("2020-01-01T00:00", "m"), np.datetime64("NaT", "s"), np.timedelta64(3, "D")),
        *(np.str_("a\0"), np.str_(""), np.bytes_(b"x\0"), np.void(b"abc"), np.zeros(1, "i4,f8")[0]),
        np.dtype([("a", ">i4")]),
    ],
    ids=repr,
)
def test_a_scalar_comes_back_as_itself(scalar: Any) -> None:
    back = travelled(scalar)
    assert type(back) is type(scalar)
    assert repr(back) == repr(scalar)


def test_objects_go_one_by_one() -> None:
    array = np.empty((2, 2), dtype=object)
    array[:] = [[1, "a"], [None, datetime.date(2020, 1, 1)]]
    array[0, 0] = [1, [2]]
    back = travelled(array)
    assert back.dtype == object
    assert alike(back.tolist(), array.tolist())


def test_strings_of_any_length_go_with_what_is_missing() -> None:
    kind = getattr(np.dtypes, "StringDType", None)
    if kind is None:
        pytest.skip("this numpy has no StringDType")
    array = np.array(["a", None, "long" * 20], dtype=kind(na_object=None))
    back = travelled(array)
    assert back.dtype == array.dtype
    assert back.tolist() == array.tolist()


def test_masks_go_along() -> None:
    array = np.ma.MaskedArray([1, 2, 3], mask=[0, 1, 0], fill_value=9, hard_mask=True)
    back = travelled(array)
    assert type(back) is np.ma.MaskedArray
    assert back.mask.tolist() == [False, True, False]
    assert (back.fill_value, back.hardmask, back.dtype) == (9, True, array.dtype)
    assert travelled(np.ma.MaskedArray([1])).mask is np.ma.nomask


def test_nothing_is_copied_that_lies_in_one_piece() -> None:
    array = np.arange(10_000.0).reshape(100, 100)
    for each in (array, array.T):
        encoded = encode(each, pickles=False)
        assert np.shares_memory(np.frombuffer(encoded.buffers[0], "u1"), array)
    received = bytearray(encoded.buffers[0])
    back = decode(encoded.tree, [received], pickles=False)
    back[0, 0] = 7.0
    assert np.frombuffer(received)[0] == 7.0


def test_an_array_on_an_odd_address_can_be_used_at_once() -> None:
    encoded = encode(np.arange(1000.0), pickles=False)
    shifted = memoryview(bytearray(b"x") + bytes(encoded.buffers[0]))[1:]
    back = decode(encoded.tree, [shifted], pickles=False)
    assert back.flags.aligned
    assert back.flags.writeable
    assert back.tolist() == list(range(1000))


def test_an_array_met_twice_travels_once() -> None:
    array = np.arange(1000.0)
    back = travelled({"a": array, "b": [array]})
    assert back["a"] is back["b"][0]


@pytest.mark.parametrize("array", [np.zeros(1, dtype=[("a", object)]), np.recarray(1, dtype=[("a", "f8")])])
def test_other_arrays_go_only_as_pickles(array: Any) -> None:
    with pytest.raises(Unsendable, match=r"^a numpy\.\w+ cannot be sent"):
        encode(array, pickles=False)
    assert type(travelled(array, pickles=True)) is type(array)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "F", "I;16"])
def test_an_image_keeps_its_pixels(mode: str) -> None:
    images = pytest.importorskip("PIL.Image", exc_type=ImportError)
    image = images.effect_noise((13, 7), 50).convert("RGB").convert(mode if mode != "I;16" else "I").convert(mode)
    image.info = {"dpi": (72, 72), "exif": b"x"}
    back = travelled(image)
    assert back == image
    assert (back.mode, back.size, back.info) == (mode, (13, 7), image.info)
    assert back.getpalette() == image.getpalette()


@pytest.mark.parametrize("name", ["csr_matrix", "csc_matrix", "csr_array", "csc_array", "coo_matrix", "coo_array"])
def test_a_sparse_matrix_stays_sparse(name: str) -> None:
    sparse = pytest.importorskip("scipy.sparse")
    matrix = getattr(sparse, name)(sparse.random(40, 30, density=0.1, random_state=1))
    back = travelled(matrix)
    assert type(back) is type(matrix)
    assert (back.dtype, back.shape, back.nnz) == (matrix.dtype, matrix.shape, matrix.nnz)
    assert (back != matrix).nnz == 0
