"""Points given by the user."""

from __future__ import annotations

import numpy as np
import pytest

from terytoria.diagnosis.access import Points, PointsError


def write(tmp_path, text):
    path = tmp_path / "przychodnie.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_with_names(tmp_path):
    path = write(tmp_path, "name,lon,lat\nPrzychodnia,16.5,53.2\nSzpital, 16.6 ,53.3\n")
    points = Points.from_csv(path, limit_km=5)
    assert points.title == "przychodnie"
    assert points.names == ("Przychodnia", "Szpital")
    assert points.lon.tolist() == [16.5, 16.6]
    assert points.limit_km == 5


def test_a_csv_without_names_numbers_them(tmp_path):
    assert Points.from_csv(write(tmp_path, "lon,lat\n16.5,53.2\n")).names == ("1",)


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(PointsError, match="no column lat"):
        Points.from_csv(write(tmp_path, "lon,y\n16.5,53.2\n"))


def test_a_bad_number_is_found_by_its_line(tmp_path):
    with pytest.raises(PointsError, match="line 3"):
        Points.from_csv(write(tmp_path, "lon,lat\n16.5,53.2\nx,53.2\n"))


def test_an_empty_list_is_refused(tmp_path):
    with pytest.raises(PointsError, match="at least one point"):
        Points.from_csv(write(tmp_path, "lon,lat\n"))


def test_a_point_off_the_globe_is_refused():
    with pytest.raises(PointsError, match="point 2"):
        Points("x", np.array([16.0, 16.0]), np.array([53.0, 153.0]))


def test_names_must_match_the_points():
    with pytest.raises(PointsError, match="1 names for 2"):
        Points("x", np.array([16.0, 17.0]), np.array([53.0, 53.0]), ("a",))
