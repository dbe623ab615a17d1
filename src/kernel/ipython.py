"""What IPython does to cells before they are Python, and the names that it gives them: done as it does, or refused by name."""

import ast
import builtins
import keyword
import re
import sys
import types

import _surroundings as surroundings

# [IPython/core/inputtransformer2.py]
PROMPTS = [(re.compile(r'>>>( |$)'), re.compile(r'(>>>|\.\.\.)( |$)')),
           (re.compile(r'((\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?'),) * 2]
ESCAPED = re.compile(r'^[ \t]*(?:[A-Za-z_][\w.,\[\] ]*=[ \t]*)?(?:%%?[A-Za-z_]|!!?\S|\?\S|[,;/][A-Za-z_]).*$'
                     r'|^.*(?:[\w*]|\])\?\??[ \t]*$', re.MULTILINE)
# [IPython/core/magics, ipykernel/zmqshell.py]
MAGICS = set('alias alias_magic autoawait autocall automagic autosave bookmark cat cd clear colors conda config connect_info cp debug dhist '
             'dirs doctest_mode ed edit env gui hist history killbgscripts ldir less lf lk ll load load_ext loadpy logoff logon logstart '
             'logstate logstop ls lsmagic lx macro magic man mamba matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc '
             'pfile pinfo pinfo2 pip popd pprint precision prun psearch psource pushd pwd pycat pylab qtconsole quickref recall rehashx '
             'reload_ext rep rerun reset reset_selective rm rmdir run save sc set_env store subshell sx system tb time timeit unalias '
             'unload_ext uv who who_ls whos xdel xmode'.split())
NAMES = re.compile(r'get_ipython|In|Out|_i{1,3}|_i\d+|_\d+|_ih|_oh|_dh')


class Magic(BaseException):
    """A line that needs IPython."""


def without_prompts(source):
    """The cell without empty lines before it, the indentation of its first line, and prompts."""
    lines = source.splitlines(keepends=True)
    while lines and lines[0].isspace():
        lines.pop(0)
    if not lines:
        return source
    indent = re.match(r'[ \t]*', lines[0]).group()
    lines = [line.removeprefix(indent) for line in lines]
    for first, others in PROMPTS:
        if first.match(lines[0]) or len(lines) > 1 and others.match(lines[1]):
            lines = [others.sub('', line, count=1) if others.match(line) else line for line in lines]
    return ''.join(lines)


def parsed(source, name, namespace):
    """The cell as Python. Raises Magic for what is none to IPython."""
    lines = source.splitlines()
    if len(lines) == 1:
        check_automagic(lines[0], namespace)
    try:
        tree = ast.parse(source, name)
    except SyntaxError:
        escaped = ESCAPED.search(source)
        if escaped:
            raise Magic(escaped.group().strip()) from None
        raise
    check_names(tree, lines, namespace)
    return tree


def check_automagic(line, namespace):
    """A cell of one line that begins with the name of a magic is one. [IPython/core/prefilter.py AutoMagicChecker]"""
    word, rest = re.match(r'\s*([\w.]*)\s*(.*)', line).groups()
    is_shadowed = word in namespace or hasattr(builtins, word) or keyword.iskeyword(word)
    if word in MAGICS and not is_shadowed and not rest.startswith(('=', ',')):
        raise Magic(line.strip())


def check_names(tree, lines, namespace):
    """Names of IPython's own that are read, and that the cell nowhere sets."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)} | set(namespace)
    own.update(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))
    own.update(node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)))
    own.update((node.asname or node.name).split('.')[0] for node in ast.walk(tree) if isinstance(node, ast.alias))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in names:
        is_leaver = node.id in ('exit', 'quit') and id(node) not in called
        if node.id not in own and (is_leaver or NAMES.fullmatch(node.id)):
            raise Magic(lines[node.lineno - 1].strip() if node.lineno <= len(lines) else node.id)


class LastValues:
    """The last three values, `_`, `__` and `___`, until a cell sets one of them. [IPython/core/displayhook.py]"""

    def __init__(self, namespace):
        self.namespace, self.shown = namespace, {'_': '', '__': '', '___': ''}
        namespace.update(self.shown)

    def add(self, value):
        is_own = all(self.namespace.get(name, own) is own for name, own in self.shown.items())
        self.shown = {'_': value, '__': self.shown['_'], '___': self.shown['__']}
        if is_own:
            self.namespace.update(self.shown)


def refusing_attributes(module):
    """Has what the module lacks of the real one refused by name."""
    def lacking(name):
        if name.startswith('__') and name not in ('__all__', '__version__'):
            raise AttributeError(f'module {module.__name__!r} has no attribute {name!r}')
        surroundings.refuse(f'`{module.__name__}.{name}`')
    module.__getattr__ = lacking


def make_package(display, clear_output):
    """`IPython` and `IPython.display`, as far as they are here."""
    shown = types.ModuleType('IPython.display')
    shown.display, shown.clear_output = display, clear_output
    for name, method in [('HTML', '_repr_html_'), ('Markdown', '_repr_markdown_'), ('Latex', '_repr_latex_'), ('SVG', '_repr_svg_'), ('JSON', '_repr_json_')]:
        setattr(shown, name, rich(name, method))
    package = types.ModuleType('IPython')
    package.__path__ = []
    package.display = shown
    refusing_attributes(shown)
    refusing_attributes(package)
    sys.modules['IPython'], sys.modules['IPython.display'] = package, shown


def rich(name, method):
    class Shown:
        def __init__(self, data=None, *others, **more):
            is_place = isinstance(data, str) and data.startswith(('http://', 'https://', 'file:'))
            if others or more or data is None or is_place or name == 'SVG' and not str(data).startswith('<svg'):
                surroundings.refuse(f'`IPython.display.{name}` of a file or an address, or with more than its data')
            self.data = data
        def __repr__(self):
            return f'<IPython.core.display.{name} object>'
    Shown.__name__ = Shown.__qualname__ = name
    told = {'expanded': False, 'root': 'root'}
    setattr(Shown, method, (lambda self: (self.data, told)) if name == 'JSON' else (lambda self: self.data))
    return Shown
