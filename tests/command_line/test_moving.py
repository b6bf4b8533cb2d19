"""An organization's archive on the command line."""

from pathlib import Path
from zipfile import ZipFile

from tests.command_line.conftest import Call


def test_an_organization_is_written_to_a_file_that_only_its_owner_reads(
    call: Call, tmp_path: Path, database_url: str
) -> None:
    settings = {"DATABASE_URL": database_url}
    call("create-organization", "--slug", "hyrule", "--name", "Hyrule", **settings)
    made = call("export-organization", "hyrule", "hyrule.zip", **settings)
    assert (made.code, made.output) == (0, "Wrote hyrule.zip (0.0 MB, 1 row).\n")
    assert (tmp_path / "hyrule.zip").stat().st_mode & 0o777 == 0o600
    with ZipFile(tmp_path / "hyrule.zip") as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o600}
    call("create-organization", "--slug", "termina", "--name", "Termina", **settings)
    tried = call("import-organization", "hyrule.zip", "--organization", "termina", **settings)
    assert (tried.code, "dry run: nothing was written" in tried.output) == (0, True)
    done = call("import-organization", "hyrule.zip", "--organization", "termina", "--write", **settings)
    assert (done.code, "to Termina: imported" in done.output) == (0, True)
    missing = call("import-organization", "no.zip", "--organization", "termina", **settings)
    assert (missing.code, missing.errors) == (1, "The file no.zip can't be read: No such file or directory.\n")
    again = call("export-organization", "hyrule", "hyrule.zip", **settings)
    assert (again.code, "exists already" in again.errors) == (1, True)
    unknown = call("export-organization", "lorule", "lorule.zip", **settings)
    assert (unknown.code, unknown.errors) == (1, "There is no such organization.\n")
    assert not (tmp_path / "lorule.zip").exists()
