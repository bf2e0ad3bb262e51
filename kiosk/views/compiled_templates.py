"""Keeps templates as bytecode: in memory for all languages, in a folder for the next start."""

import os
import shutil
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_DIGEST_BYTES = 32


class CompiledTemplates(BytecodeCache):
    """Bytecode by template, the same for all languages. Jinja itself refuses that of an older
    source or another Python.

    A disk that is full or may only be read keeps none, and a folder that others may write to is
    not used: what is in it is run.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._loaded: dict[str, tuple[str, CodeType]] = {}

    def use(self, folder: Path, version: str) -> None:
        """Keep bytecode in this folder from now on, and delete that of other versions.

        :param version: differs whenever the same template would be compiled differently.
        """
        self._folder = folder / sha256(version.encode()).hexdigest()[:12]
        with suppress(OSError):
            for other in folder.iterdir():
                if other != self._folder:
                    shutil.rmtree(other, ignore_errors=True)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is bytecode for it."""
        checksum, code = self._loaded.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        else:
            self._load_from_folder(bucket)
            self._remember(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._loaded[bucket.key] = bucket.checksum, bucket.code

    def _load_from_folder(self, bucket: Bucket) -> None:
        if self._folder is None:
            return
        with suppress(OSError):
            if not _is_private(self._folder):
                return
            found = (self._folder / bucket.key).read_bytes()
            digest, content = found[:_DIGEST_BYTES], found[_DIGEST_BYTES:]
            # Half a file is left where the power failed.
            if digest == sha256(content).digest():
                bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's bytecode, as far as that is possible."""
        self._remember(bucket)
        if self._folder is None:
            return
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(self._folder):
                _write(self._folder / bucket.key, sha256(code).digest() + code)


def _is_private(folder: Path) -> bool:
    """Whether the folder is this user's and nobody else may write to it."""
    found = folder.lstat()
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.geteuid()
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file that is never seen half written."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
