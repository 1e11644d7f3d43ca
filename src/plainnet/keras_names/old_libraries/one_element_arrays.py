"""`float(array)` of an array with one element, as before NumPy 2.4.

NumPy's arrays are not written in Python, so the script itself is read: the arguments of
`float(...)`, `int(...)` and of formats such as `"%.2f" % value` are looked at when it runs, and
so is what is put into one place of an array.
"""

import ast
import builtins
import re
import sys
from types import CodeType
from typing import Any

from plainnet.keras_names.old_libraries.old_spelling import tell_old_name

_LOOK = "__plainnet_one_element__"
_LOOK_INTO = "__plainnet_into_one_place__"
_NUMBERS_ONLY = re.compile(r"(%%|%[-+ #0]*\d*(\.\d+)?[diufFeEgG]|[^%])*")


def compile_script(source: bytes, file: str) -> CodeType:
    """Compile a script whose numbers may be arrays of one element."""
    tree = compile(source, file, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    changed = ast.fix_missing_locations(_NumbersOfArrays().visit(tree))
    setattr(builtins, _LOOK, number_of)
    setattr(builtins, _LOOK_INTO, number_for)
    return compile(changed, file, "exec", dont_inherit=True)


def number_of(value: Any) -> Any:
    """Return the element of an array that has one element; anything else as it is."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, numpy.ndarray):
        return value
    if value.ndim == 0 or value.size != 1 or value.dtype.kind not in "biuf":
        return value
    tell_old_name("float(array of one element)", "float(array.item())")
    return value.item()


def number_for(value: Any, into: Any) -> Any:
    """Return what may be put into one place of an array: an array without axes."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, numpy.ndarray) or value.size != 1:
        return value
    is_of_numbers = isinstance(into, numpy.ndarray) and into.dtype.kind in "biufc"
    return value.reshape(()) if is_of_numbers and value.dtype.kind in "biufc" else value


class _NumbersOfArrays(ast.NodeTransformer):
    """Looks at what a script makes one number of."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Look at the argument of `float` and `int`."""
        self.generic_visit(node)
        is_number = isinstance(node.func, ast.Name) and node.func.id in ("float", "int")
        if is_number and len(node.args) == 1 and not node.keywords:
            node.args = [_looked_at(node.args[0])]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Look at what is put into a place of a named array."""
        self.generic_visit(node)
        into = node.targets[0]
        is_place = isinstance(into, ast.Subscript) and isinstance(into.value, ast.Name)
        if is_place and len(node.targets) == 1 and not isinstance(node.value, ast.Constant):
            array = ast.Name(into.value.id, ast.Load())  # type: ignore[attr-defined]
            look = ast.Call(ast.Name(_LOOK_INTO, ast.Load()), [node.value, array], [])
            node.value = ast.copy_location(look, node.value)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Look at what is put into a format of numbers alone."""
        self.generic_visit(node)
        left, right = node.left, node.right
        is_format = isinstance(left, ast.Constant) and isinstance(left.value, str)
        if not is_format or not isinstance(node.op, ast.Mod):
            return node
        if _NUMBERS_ONLY.fullmatch(left.value):  # type: ignore[attr-defined]
            if isinstance(right, ast.Tuple):
                right.elts = [_looked_at(each) for each in right.elts]
            else:
                node.right = _looked_at(right)
        return node


def _looked_at(node: ast.expr) -> ast.expr:
    """Put a look around an argument, unless it is written out or unpacked."""
    if isinstance(node, (ast.Constant, ast.Starred)):
        return node
    call = ast.Call(ast.Name(_LOOK, ast.Load()), [node], [])
    return ast.copy_location(call, node)
