"""Random textures: grain, smoothness and slant."""

from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import BSpline
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import RidgeClassifier

from plainnet.data.content_hash import hash_array
from plainnet.data.image_file import Resize
from plainnet.data.image_folder import read_image_folder
from plainnet.data.sample_steel_surfaces import (
    DEFECTS,
    PARTS,
    SIZE,
    _Spline,
    draw_inclusion,
    draw_scratches,
    generate_steel_surfaces,
    load_steel_surfaces,
    slanted,
    smooth_curve,
    smooth_noise,
    soft_step,
    write_steel_surfaces,
)
from plainnet.errors import SettingError


def correlation_at(field: np.ndarray, distance: int) -> float:
    """Correlate a field with itself moved across."""
    return float(np.corrcoef(field[:, distance:].ravel(), field[:, :-distance].ravel())[0, 1])


def test_noise_has_mean_0_and_deviation_1() -> None:
    noise = smooth_noise(np.random.default_rng(0), 200, 3, 9)
    assert noise.dtype == np.float32
    assert noise.mean() == pytest.approx(0, abs=1e-5)
    assert noise.std() == pytest.approx(1, abs=1e-5)


def test_noise_is_as_coarse_as_asked_in_each_direction() -> None:
    noise = smooth_noise(np.random.default_rng(0), 400, 2, 10)
    assert correlation_at(noise, 8) > 0.5
    assert abs(correlation_at(noise.T, 8)) < 0.1
    assert correlation_at(noise.T, 1) > 0.5


@pytest.mark.parametrize("distance", [1.3, 7.5])
def test_spline_joins_knots_as_scipy_does(distance: float) -> None:
    spline = _Spline.drawn(np.random.default_rng(3), 50, distance)
    knots = np.random.default_rng(4).standard_normal((spline.knots, 1), dtype=np.float32)
    places = np.arange(50) / distance + np.random.default_rng(3).random(dtype=np.float32)
    theirs = BSpline(np.arange(-3, spline.knots + 1), knots[:, 0], 3)(places)
    np.testing.assert_allclose(spline.join(knots)[:, 0], theirs, atol=1e-5)


def test_curve_is_smooth_and_of_the_stated_size() -> None:
    curve = smooth_curve(np.random.default_rng(0), 20000, 10)
    assert curve.shape == (20000,)
    assert curve.std() == pytest.approx(0.7, abs=0.05)
    assert np.diff(curve).std() < 0.1


def test_slant_moves_each_row_around_the_edge() -> None:
    field = np.eye(5, dtype=np.float32)[[0] * 5]  # a line down the first column
    np.testing.assert_array_equal(slanted(field, 1), np.eye(5))
    np.testing.assert_array_equal(slanted(field, 0), field)


def test_step_is_half_way_at_the_threshold() -> None:
    field = np.array([0.0, 0.75, 1.0, 1.25, 2.0], np.float32)
    np.testing.assert_allclose(soft_step(field, 1, 1), [0, 0.25, 0.5, 0.75, 1])


@pytest.mark.parametrize("kind", DEFECTS)
def test_every_defect_shows_and_no_two_are_alike(kind: str) -> None:
    fields = [DEFECTS[kind](np.random.default_rng(seed)) for seed in range(10)]
    for field in fields:
        assert field.shape == (SIZE, SIZE)
        assert field.dtype == np.float32
        assert field.std() > 0.005
    assert len({field.tobytes() for field in fields}) == 10


@pytest.mark.parametrize("kind", ["Cr", "In", "Pa", "PS", "Rs"])
def test_darkens_the_sheet(kind: str) -> None:
    assert all(DEFECTS[kind](np.random.default_rng(seed)).mean() < 0 for seed in range(10))


def test_scratches_brighten_it_mostly() -> None:
    means = [draw_scratches(np.random.default_rng(seed)).mean() for seed in range(20)]
    assert np.mean(np.array(means) > 0) > 0.7


def test_slivers_lie_along_the_rolling_direction() -> None:
    for seed in range(10):
        field = draw_inclusion(np.random.default_rng(seed))
        assert np.abs(np.diff(field, axis=0)).mean() < 0.5 * np.abs(np.diff(field)).mean()


CLASS_NAMES = ("Cr", "In", "Pa", "PS", "Rs", "Sc")


def test_a_picture_depends_on_its_number_alone() -> None:
    few, more = (generate_steel_surfaces("val", per_class=count) for count in (2, 3))
    np.testing.assert_array_equal(few.pixels[::2], more.pixels[::3])
    np.testing.assert_array_equal(few.pixels[1::2], more.pixels[1::3])


def test_seeds_and_parts_share_no_picture() -> None:
    pictures = [
        image.tobytes()
        for part in PARTS
        for seed in (0, 1)
        for image in generate_steel_surfaces(part, seed=seed, per_class=2).pixels
    ]
    assert len(set(pictures)) == len(pictures) == 48


def test_is_labelled_and_called_generated() -> None:
    surfaces = generate_steel_surfaces("val", per_class=2)
    assert surfaces.class_names == CLASS_NAMES
    assert surfaces.labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert surfaces.files[3] == "In/In_002.bmp"
    assert surfaces.source.path == "generated:steel-surfaces"
    assert surfaces.source.sha256 == hash_array(surfaces.pixels)
    assert "generated" in str(surfaces.repairs[0])


def test_an_unknown_part_is_one_sentence() -> None:
    with pytest.raises(SettingError, match=r"'test'.*train, val"):
        generate_steel_surfaces("test")  # type: ignore[arg-type]


@pytest.mark.parametrize("resize", ["nearest", "bilinear", "area"])
def test_memory_and_files_agree(tmp_path: Path, resize: Resize) -> None:
    write_steel_surfaces(tmp_path, train_per_class=1, val_per_class=40)
    written = read_image_folder(
        tmp_path / "val", height=20, width=28, resize=resize, class_names=CLASS_NAMES
    )
    loaded = load_steel_surfaces(height=20, width=28, resize=resize, part="val")
    np.testing.assert_array_equal(loaded.pixels, written.pixels)
    np.testing.assert_array_equal(loaded.labels, written.labels)
    assert loaded.files == written.files
    assert len(list((tmp_path / "train").rglob("*.bmp"))) == 6


def test_is_as_hard_as_real_steel() -> None:
    train, val = (load_steel_surfaces(height=32, width=32, channels=1, part=part) for part in PARTS)
    assert (len(train.pixels), len(val.pixels)) == (1200, 240)
    X, X_val = (images.pixels.reshape(len(images.pixels), -1) / 255 for images in (train, val))
    forest = RandomForestClassifier(100, random_state=0).fit(X, train.labels)
    assert 0.68 < forest.score(X_val, val.labels) < 0.87
    linear = RidgeClassifier(alpha=100).fit(X, train.labels)
    assert 0.35 < linear.score(X_val, val.labels) < 0.65
