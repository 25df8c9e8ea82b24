"""What attribute names the code may say: three tables, and how a name is sorted by them.

A name that is neither underscored nor in `INTERNAL` is plain and needs no guard. A name in `OPEN` may be read on
anything. All others are decided by the receiver, in `agent_magic.interpreter.attributes`.
"""

from __future__ import annotations

from typing import Final

from agent_magic.interpreter.library_tables import DISPATCHERS, NATIVE_WRITERS, REFUSED_METHODS

# Underscored names that say nothing about the host: the operators' protocols and what documents a value.
OPEN: Final = frozenset(
    """
    __name__ __qualname__ __doc__ __class__ __module__ __version__ __debug__ __metadata__ __origin__
    __args__ __parameters__ __match_args__ __slots__ __notes__ __cause__ __context__ __suppress_context__
    __traceback__ __annotations__ __total__ __bound__ __constraints__ __covariant__ __contravariant__ __value__
    __default__ __type_params__ __required_keys__ __optional_keys__ __dataclass_fields__ __dataclass_params__
    __weakref__
    __hash__ __repr__ __str__ __bytes__ __format__ __sizeof__ __dir__ __new__ __post_init__ __del__
    __init_subclass__ __set_name__ __class_getitem__ __mro_entries__ __prepare__ __instancecheck__
    __subclasscheck__ __subclasshook__ __abstractmethods__ __isabstractmethod__
    __bool__ __int__ __float__ __complex__ __index__ __round__ __trunc__ __floor__ __ceil__ __abs__ __neg__
    __pos__ __invert__ __call__ __len__ __length_hint__ __iter__ __next__ __reversed__ __contains__ __getitem__
    __setitem__ __delitem__ __missing__ __enter__ __exit__ __aenter__ __aexit__ __await__ __aiter__ __anext__
    __get__ __copy__ __deepcopy__ __replace__ __fspath__ __array__ __dataframe__
    __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __divmod__ __rdivmod__
    __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __pow__ __lshift__ __rshift__ __and__
    __or__ __xor__ __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ __rpow__
    __rlshift__ __rrshift__ __rand__ __ror__ __rxor__ __iadd__ __isub__ __imul__ __imatmul__ __itruediv__
    __ifloordiv__ __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ior__ __ixor__
    _asdict _fields _field_defaults _make _replace
    _name_ _value_ _missing_ _ignore_ _order_ _generate_next_value_
    _repr_html_ _repr_mimebundle_ _repr_png_ _repr_svg_ _repr_markdown_ _repr_latex_ _repr_json_
    """.split()
)

# Plain names that lead into frames, code, cells and modules, out of a template, to a value of any size or to files.
INTERNAL: Final = frozenset(
    """
    gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await cr_origin ag_frame ag_code ag_await
    tb_frame tb_next f_back f_builtins f_code f_globals f_locals f_trace f_generator cell_contents
    get_loop get_stack print_stack get_coro get_context
    co_code co_consts co_names co_varnames co_freevars co_cellvars co_lines co_positions co_filename replace_code
    format format_map vformat get_field get_value obj register unregister fset fdel
    ljust rjust center zfill expandtabs
    sys os io builtins subprocess importlib ctypes inspect gc threading multiprocessing pickle socket shutil signal
    pathlib tempfile warnings codecs linecache runpy pkgutil types posix nt
    """.split()
) | {*REFUSED_METHODS, *NATIVE_WRITERS, *DISPATCHERS, "resize"}

# What may be read on a function that the code itself made, besides the open names.
OF_OWN_FUNCTIONS: Final = frozenset("__defaults__ __kwdefaults__ __dict__ __wrapped__ __func__ __self__".split())

# What no object may be given: numpy takes an address of memory from it.
NEVER_STORED: Final = frozenset(
    "__array_interface__ __array_struct__ __subclasshook__ __subclasscheck__ __bases__".split()
)

# What may be stored on a function that the code itself made.
ON_OWN_FUNCTIONS: Final = frozenset(
    """
    __name__ __qualname__ __doc__ __module__ __defaults__ __kwdefaults__ __annotations__ __wrapped__ __dict__
    __type_params__ __signature__ __isabstractmethod__
    """.split()
)

# What may be stored on an exception of a built-in class.
ON_EXCEPTIONS: Final = frozenset("__cause__ __context__ __suppress_context__ __traceback__ __notes__".split())

# Methods that would read or store any name on any object.
ACCESSORS: Final = frozenset("__getattribute__ __getattr__ __setattr__ __delattr__".split())


def is_plain(name: str) -> bool:
    """Whether an attribute of this name needs no guard when it is read."""
    return name[:1] != "_" and name not in INTERNAL


def is_guarded(name: str) -> bool:
    """Whether reading an attribute of this name depends on the receiver."""
    return name not in OPEN and not is_plain(name)


def is_dunder(name: str) -> bool:
    """Whether the name is one of the language's own."""
    return name[:2] == "__" and name[-2:] == "__" and len(name) > 4


def mangle(class_name: str | None, name: str) -> str:
    """The name that CPython makes of `name` inside the body of `class_name`."""
    if class_name is None or name[:2] != "__" or name[-2:] == "__":
        return name
    stripped = class_name.lstrip("_")
    return f"_{stripped}{name}" if stripped else name
