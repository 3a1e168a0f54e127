"""Files of numbers: what other programs write comes in as it is, and what cannot be used is refused without harm."""

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from safetensors.numpy import save

from app.core.errors import GradsheetError, TooLargeError
from app.core.limits import Limits
from app.files.read import KINDS, read_numbers
from tests.support.bad_requests import FILES, Bad
from tests.support.files import entry, header, npy, npy_of, npz, tensors, zipped

W = np.array([[1.0, -0.5, 3.25], [4.0, 5.0, 6.0]])
TYPES = ["<f8", ">f8", "<f4", ">f4", "<f2", "<i8", ">i4", "i2", "i1", "<u8", "<u4", "u2", "u1"]
MIB = 2**20


def read(file: str, content: bytes) -> dict[str, Any]:
    return {name: array.tolist() for name, array in read_numbers(file, content, Limits()).arrays.items()}


def refusal(file: str, content: bytes, limits: Limits | None = None) -> GradsheetError:
    with pytest.raises(GradsheetError) as error:
        read_numbers(file, content, limits or Limits())
    return error.value


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", TYPES)
def test_an_npy_of_any_type_and_order_is_read(dtype: str, order: Any) -> None:
    array = np.array(np.abs(W), dtype=dtype, order=order)
    found = read_numbers("W.npy", npy(array), Limits()).arrays["W"]
    assert found.dtype == np.float64
    assert not found.flags.writeable
    assert np.array_equal(found, array.astype(np.float64))


@given(arrays_of.arrays(np.float64, arrays_of.array_shapes(min_dims=2, max_dims=2), elements=st.floats(allow_nan=False, allow_infinity=False)))  # fmt: skip
def test_every_kind_gives_back_exactly_what_was_written(array: Any) -> None:
    rows = array.tolist()
    text = "\n".join(",".join(map(repr, row)) for row in rows)
    for file, content in (
        ("W.npy", npy(array)),
        ("n.npz", npz(W=array)),
        ("n.safetensors", save({"W": array})),
        ("W.csv", text.encode()),
        ("W.tsv", text.replace(",", "\t").encode()),
        ("n.json", json.dumps({"W": rows}).encode()),
        ("W.json", json.dumps(rows).encode()),
    ):
        assert read(file, content) == {"W": rows}, file


def test_one_axis_becomes_a_column_and_none_a_number() -> None:
    expected = {"b": [[1.0], [2.0]], "s": [[3.0]]}
    assert read("n.npz", npz(b=[1, 2], s=3)) == expected
    assert read("n.safetensors", save({"b": np.array([1.0, 2.0]), "s": np.array(3.0)})) == expected
    assert read("n.json", b'{"b": [1, 2], "s": 3}') == expected


@pytest.mark.parametrize(("dtype", "kind"), [(np.float32, "F32"), (np.float16, "F16"), (np.int64, "I64"), (np.uint8, "U8")])  # fmt: skip
def test_tensors_of_every_type_are_read(dtype: Any, kind: str) -> None:
    content = save({"fc1.weight": np.abs(W).astype(dtype)})
    assert kind.encode() in content
    assert read("net.safetensors", content) == {"fc1.weight": np.abs(W).astype(dtype).tolist()}


def test_bfloat16_is_the_upper_half_of_float32() -> None:
    halves = (np.array(W, "<f4").view("<u4") >> 16).astype("<u2").tobytes()
    assert read("n.safetensors", tensors({"W": entry("BF16", [2, 3], 0, 12)}, halves)) == {"W": W.tolist()}


def test_tensors_keep_the_order_of_their_header_and_metadata_is_none() -> None:
    header = {
        "__metadata__": {"format": "pt"},
        "b": entry("U8", [1], 1, 2),
        "a": entry("U8", [1], 0, 1),
    }
    assert list(read("n.safetensors", tensors(header, b"\1\2")).items()) == [("b", [[2.0]]), ("a", [[1.0]])]


def test_a_tensor_with_more_axes_is_left_out_with_its_reason() -> None:
    found = read_numbers("n.safetensors", save({"conv": np.zeros((2, 2, 3, 3)), "fc": W}), Limits())
    assert list(found.arrays) == ["fc"]
    assert found.skipped["conv"].code == "not-a-matrix"
    assert found.skipped["conv"].message.startswith("conv has more than two axes")


@pytest.mark.parametrize(
    "text",
    ["1,2\n3,4", "1,2\r\n3,4\r\n", "\ufeff1,2\n3,4\n", "a,b\n1,2\n3,4\n", "1;2\n3;4\n", "1\t2\n3\t4\n", ' 1 , "2"\n \n3,4.0\n\n'],
)  # fmt: skip
def test_a_table_is_read_as_spreadsheets_write_it(text: str) -> None:
    assert read("W.csv", text.encode()) == {"W": [[1.0, 2.0], [3.0, 4.0]]}


def test_base64_in_json_is_read_as_in_a_request() -> None:
    assert read("W.json", b'{"shape": [1, 1], "data": "AAAAAAAA8D8="}') == {"W": [[1.0]]}
    assert read("n.json", b'{"b": {"shape": [1, 1], "data": "AAAAAAAA8D8="}}') == {"b": [[1.0]]}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("W.npy", "W"),
        ("C:\\data\\W.npy", "W"),
        ("/data/my.W.npy", "my.W"),
        ("W", "W"),
        (".npy", ".npy"),
        ("..", "file"),
        ("\ud800.npy", "file"),
    ],
)
def test_a_lone_array_is_called_by_its_file(file: str, name: str) -> None:
    assert read(file, npy(W)) == {name: W.tolist()}


@pytest.mark.parametrize("content", [npy(W), npz(W=W), save({"W": W}), json.dumps(W.tolist()).encode()])
def test_a_file_without_an_ending_is_known_by_its_content(content: bytes) -> None:
    assert read("W", content) == {"W": W.tolist()}


GOOD = {
    "W.npy": npy(W),
    "n.npz": npz(W=W, b=[1, 2]),
    "n.safetensors": save({"W": W, "b": np.array([1.0])}),
    "n.json": json.dumps({"W": W.tolist(), "b": [1, 2]}).encode(),
}


@pytest.mark.parametrize("file", GOOD)
def test_a_file_that_is_broken_off_anywhere_is_refused(file: str) -> None:
    for length in range(len(GOOD[file])):
        assert refusal(file, GOOD[file][:length]).message.endswith("."), length


@given(file=st.sampled_from(list(GOOD)), at=st.integers(0, 2000), by=st.binary(max_size=6), drop=st.integers(0, 6))
def test_a_changed_file_is_read_or_refused_and_nothing_else(file: str, at: int, by: bytes, drop: int) -> None:
    content = GOOD[file]
    at %= len(content)
    changed = content[:at] + by + content[at + drop :]
    for name in (file, "x", "x.csv"):
        try:
            found = read_numbers(name, changed, Limits())
        except GradsheetError as error:
            json.dumps(error.as_dict(), ensure_ascii=False).encode()
        else:
            assert all(np.isfinite(array).all() for array in found.arrays.values())


@given(content=st.binary(max_size=80), kind=st.sampled_from([*KINDS, ""]))
def test_any_bytes_are_read_or_refused(content: bytes, kind: str) -> None:
    for magic in (b"", b"\x93NUMPY\x01\0", b"PK\x03\x04", b"\x10\0\0\0\0\0\0\0{"):
        try:
            read_numbers("x" + kind, magic + content, Limits())
        except GradsheetError as error:
            json.dumps(error.as_dict(), ensure_ascii=False).encode()


@given(st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=6))  # fmt: skip
def test_any_type_and_shape_in_a_header_are_read_or_refused(value: Any) -> None:
    for text in (header(value), header((1,), value), repr(value)):
        content = npy_of(text.encode("latin1", "backslashreplace").decode("latin1"), b"\0" * 8)
        try:
            read_numbers("x.npy", content, Limits())
        except GradsheetError as error:
            json.dumps(error.as_dict(), ensure_ascii=False).encode()


_SIZE = st.sampled_from([0, 1, 2, 3, -1, True, False, 2**31, 2**53, 2**63, 10**30, 1.0, None, "2", (2,)])
_TYPE = st.sampled_from(["<f8", ">f8", "<f4", "<f2", "=i4", "|u1", "|b1", "<c16", "<U4", "|S3", "|O", "<M8[s]", "|V8", "<f16", "<f3", "", "f8,f8", [("a", "<f8")], ("<f8", (2,)), True])  # fmt: skip


@given(
    st.lists(_SIZE, max_size=3).map(tuple) | _SIZE,
    _TYPE,
    st.sampled_from([True, False, 0, 1, None, "C"]),
    st.integers(0, 80),
    st.sampled_from([1, 2, 3, 9]),
)
def test_a_header_that_nearly_is_one_is_read_or_refused(
    shape: Any, descr: Any, order: Any, length: int, version: int
) -> None:
    text = repr({"descr": descr, "fortran_order": order, "shape": shape}) + "\n"
    content = npy_of(text, b"\1" * length, version)
    for file, whole in (("W.npy", content), ("W.npz", zipped({"W.npy": content}))):
        try:
            found = read_numbers(file, whole, Limits()).arrays["W"]
        except GradsheetError as error:
            json.dumps(error.as_dict(), ensure_ascii=False).encode()
        else:
            assert found.ndim == 2
            assert found.size <= length


@given(st.lists(_SIZE.filter(lambda n: type(n) is not tuple), max_size=3), st.sampled_from(["F64", "F32", "BF16", "U8", "BOOL", "F8_E4M3", "", "f64"]), st.lists(_SIZE.filter(lambda n: type(n) is not tuple), max_size=3), st.integers(0, 24))  # fmt: skip
def test_an_entry_that_nearly_is_one_is_read_or_refused(shape: Any, dtype: str, offsets: Any, length: int) -> None:
    content = tensors({"W": {"dtype": dtype, "shape": shape, "data_offsets": offsets}}, b"\0" * length)
    try:
        found = read_numbers("W.safetensors", content, Limits())
    except GradsheetError as error:
        json.dumps(error.as_dict(), ensure_ascii=False).encode()
    else:
        assert sum(array.size for array in found.arrays.values()) <= length


def test_the_columns_of_a_file_in_fortran_order_stay_columns() -> None:
    content = npy(np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    assert read_numbers("W.npy", content, Limits()).arrays["W"].tolist() == [[0, 1, 2], [3, 4, 5]]


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SMALL = [bad for bad in FILES if len(bad.body) < 2**18 and bad.code not in ("missing-field", "bad-want")]


@pytest.mark.parametrize("bad", SMALL, ids=lambda bad: bad.title)
def test_what_is_refused_takes_no_memory_first(bad: Bad) -> None:
    file = bad.to.partition("name=")[2]
    assert peak(lambda: refusal(file, bad.body)) < 8 * MIB


def lying(content: bytes, size: int) -> bytes:
    """A zip whose directory and whose member say that it unpacks to `size` bytes."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        true = archive.infolist()[0].file_size.to_bytes(4, "little")
    assert true in content
    return content.replace(true, size.to_bytes(4, "little"))


def test_no_more_is_unpacked_than_the_directory_says() -> None:
    bomb = zipped({"W.npy": npy_of(header((4, 3))) + b"\0" * 2**26})
    start = len(npy_of(header((4, 3))))
    for said in (start + 96, start + 100, 4):
        content = lying(bomb, said)
        assert len(content) < MIB
        assert peak(lambda content=content: refusal("W.npz", content)) < MIB  # type: ignore[misc]


def test_members_that_share_their_bytes_are_refused() -> None:
    content = zipped({"W.npy": npy(np.zeros(1000))}, zipfile.ZIP_STORED)
    directory, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    size = (4 * (end - directory)).to_bytes(4, "little")
    closing = content[end : end + 8] + b"\4\0\4\0" + size + content[end + 16 :]
    error = refusal("n.npz", content[:directory] + 4 * content[directory:end] + closing)
    assert error.params["what"] == "its directory announces more than it can hold"


def test_a_member_that_cannot_be_so_large_is_refused() -> None:
    error = refusal("n.npz", lying(npz(W=W), 2**26))
    assert error.params["what"] == "its directory announces more than it can hold"


def test_the_limits_are_those_that_are_given() -> None:
    for content in (npz(a=np.zeros(6), b=np.zeros(6)), save({"a": np.zeros(6), "b": np.zeros(6)}), b'{"a": [0,0,0,0,0,0], "b": [0,0,0,0,0,0]}'):  # fmt: skip
        assert read_numbers("n", content, Limits(6, 12)).arrays.keys() == {"a", "b"}
        error = refusal("n", content, Limits(5, 12))
        assert (type(error), error.code, error.params["limit"]) == (TooLargeError, "matrix-too-large", 5)
        error = refusal("n", content, Limits(6, 11))
        assert (type(error), error.code, error.params["limit"]) == (TooLargeError, "too-many-cells", 11)


def test_a_pickle_is_never_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("unpickled")

    content = npy([{}], allow_pickle=True)
    monkeypatch.setattr("pickle.load", never)
    monkeypatch.setattr("pickle.loads", never)
    for file in ("W.npy", "W", "W.csv"):
        assert refusal(file, content).code == "pickled"
    assert refusal("n.npz", zipped({"W.npy": content})).code == "pickled"
