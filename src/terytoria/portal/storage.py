"""Where the files of the portal are kept: folders of this machine, or S3-compatible storage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_IN_MEMORY = 2**20
_USUAL = {
    "default": "django.core.files.storage.FileSystemStorage",
    "staticfiles": "django.contrib.staticfiles.storage.StaticFilesStorage",
}


def storages(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The setting ``STORAGES``; ``documents`` is there when the environment names a bucket.

    >>> sorted(storages({}))
    ['default', 'staticfiles']
    >>> storages({"TERYTORIA_S3_BUCKET": "akta"})["documents"]["OPTIONS"]["bucket_name"]
    'akta'
    """
    found = {name: {"BACKEND": backend} for name, backend in _USUAL.items()}
    bucket = environment.get("TERYTORIA_S3_BUCKET", "").strip()
    return {**found, "documents": _s3(bucket, environment)} if bucket else found


def _s3(bucket: str, environment: Mapping[str, str]) -> dict[str, Any]:
    # slow to load, and rarely needed
    from botocore.config import Config  # type: ignore[import-untyped] # noqa: PLC0415

    endpoint = environment.get("TERYTORIA_S3_ENDPOINT", "").strip() or None
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "region_name": environment.get("TERYTORIA_S3_REGION", "").strip() or None,
        "access_key": environment.get("TERYTORIA_S3_KEY") or None,
        "secret_key": environment.get("TERYTORIA_S3_SECRET") or None,
        "default_acl": None,
        "file_overwrite": False,
        "max_memory_size": _IN_MEMORY,
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint else "auto"},
            connect_timeout=5,
            read_timeout=20,
            retries={"total_max_attempts": 2},
            # Not every storage that speaks S3 knows the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
    return {"BACKEND": "terytoria.portal.partnerships.s3.S3Documents", "OPTIONS": options}
