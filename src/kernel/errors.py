"""Numbers of errors as Linux has them. WebAssembly has others: 44 for a file that is not there, where a project's machine has 2."""

import ctypes
import errno
import gc
import os
import sys
import types

# [asm-generic/errno-base.h, errno.h]
LINUX = dict(
    EPERM=1, ENOENT=2, ESRCH=3, EINTR=4, EIO=5, ENXIO=6, E2BIG=7, ENOEXEC=8, EBADF=9, ECHILD=10, EAGAIN=11, EWOULDBLOCK=11,
    ENOMEM=12, EACCES=13, EFAULT=14, EBUSY=16, EEXIST=17, EXDEV=18, ENODEV=19, ENOTDIR=20, EISDIR=21, EINVAL=22, ENFILE=23,
    EMFILE=24, ENOTTY=25, ETXTBSY=26, EFBIG=27, ENOSPC=28, ESPIPE=29, EROFS=30, EMLINK=31, EPIPE=32, EDOM=33, ERANGE=34,
    EDEADLK=35, ENAMETOOLONG=36, ENOLCK=37, ENOSYS=38, ENOTEMPTY=39, ELOOP=40, EILSEQ=84, EOVERFLOW=75, ENOTSOCK=88,
    EMSGSIZE=90, EOPNOTSUPP=95, ENOTSUP=95, EADDRINUSE=98, ENETUNREACH=101, ECONNABORTED=103, ECONNRESET=104, ENOBUFS=105,
    EISCONN=106, ENOTCONN=107, ETIMEDOUT=110, ECONNREFUSED=111, EHOSTUNREACH=113, EALREADY=114, EINPROGRESS=115,
    EAFNOSUPPORT=97, EPROTONOSUPPORT=93, EDESTADDRREQ=89, ESTALE=116, ECANCELED=125)

# Where a type of 32 bits has its functions. [Include/cpython/object.h]
REPR, STR = 44, 68
OWN = {name: getattr(errno, name) for name in LINUX}
SHOWN = {OWN[name]: number for name, number in LINUX.items()}
words_of = os.strerror
WORDS = {number: words_of(OWN[name]) for name, number in LINUX.items()}
number_of, set_number = OSError.errno.__get__, OSError.errno.__set__
plain_str = BaseException.__str__
strerror_of = OSError.strerror.__get__
arguments_of, set_arguments = BaseException.args.__get__, BaseException.args.__set__


def shown(number, words):
    """The number that Linux has for it, unless somebody else has made it, with a number of his own."""
    return SHOWN[number] if type(number) is int and number in SHOWN and words == words_of(number) else number


def number(self):
    return shown(number_of(self), strerror_of(self))


def arguments(self):
    first, *rest = arguments_of(self) or (None,)
    return (shown(first, rest[0]), *rest) if rest else arguments_of(self)


def as_text(self):
    code, words = number(self), strerror_of(self)
    if self.filename is not None:
        second = f' -> {self.filename2!r}' if self.filename2 is not None else ''
        return f'[Errno {code}] {words}: {self.filename!r}{second}'
    return f'[Errno {code}] {words}' if code is not None and words is not None else plain_str(self)


def as_code(self):
    return f'{type(self).__name__}({", ".join(map(repr, arguments(self)))})'


def kinds(kind):
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def check_places(slot, sample):
    """Whether types have their functions where they are expected, lest something else is written over."""
    class Other:
        def __repr__(self): return ''
        def __str__(self): return ''
    class Plain: pass
    for place in (REPR, STR):
        is_function = slot(Plain, place).value == slot(object, place).value != 0
        is_own = slot(sample, place).value == slot(Other, place).value != slot(object, place).value
        if not (is_function and is_own and slot(OSError, place).value != slot(sample, place).value):
            raise RuntimeError(
                f'Python {sys.version.split()[0]} keeps what shows a value not {REPR} and {STR} bytes into its type: set REPR and STR '
                'in src/kernel/errors.py to the offsets of `tp_repr` and `tp_str` in its Include/cpython/object.h, for 32 bits')
    if len(gc.get_referents(OSError.__dict__)) != 1:
        raise RuntimeError(f'Python {sys.version.split()[0]} does not give the members of OSError by `gc.get_referents`, as src/kernel/errors.py expects')


def use_numbers_of_linux():
    class Sample:
        def __repr__(self): return ''
        def __str__(self): return ''
    def slot(kind, place):
        return ctypes.c_uint.from_address(id(kind) + place)
    check_places(slot, Sample)
    [members] = gc.get_referents(OSError.__dict__)
    members.update(errno=property(number, set_number), args=property(arguments, set_arguments), __str__=as_text, __repr__=as_code)
    before = {place: slot(OSError, place).value for place in (REPR, STR)}
    for kind in kinds(OSError):
        for place, known in before.items():
            if slot(kind, place).value == known:
                slot(kind, place).value = slot(Sample, place).value
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
    for module in [one for one in sys.modules.values() if isinstance(one, types.ModuleType)]:
        for name, value in OWN.items():
            if vars(module).get(name) == value:
                setattr(module, name, LINUX[name])
    errno.errorcode.clear()
    errno.errorcode.update({value: name for name, value in sorted(vars(errno).items()) if name[0] == 'E' and name not in ('EWOULDBLOCK', 'EOPNOTSUPP')})
    os.strerror = lambda code: WORDS.get(code, f'Unknown error {code}')


use_numbers_of_linux()
