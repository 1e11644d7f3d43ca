"""Six defects of hot-rolled steel, drawn: what each adds to the brightness of a surface.

Every function takes a random generator and gives a field of changes, black to white being 1.
The sheet was rolled from top to bottom.
"""

from collections.abc import Callable

import numpy as np

from plainnet.data.random_texture import Field, slanted, smooth_curve, smooth_noise, soft_step

SIZE = 200  # pixels, height and width
_PLACES = np.arange(SIZE, dtype=np.float32)


def draw_crazing(random: np.random.Generator) -> Field:
    """Draw fine dark cracks that wander across the sheet, in places."""
    wander = smooth_noise(random, SIZE, random.uniform(6, 11), random.uniform(16, 34))
    wander += random.uniform(0.25, 0.5) * smooth_noise(random, SIZE, 4, 4)
    wander = slanted(wander, random.uniform(-0.3, 0.3))
    width = random.uniform(0.12, 0.28)
    cracks = 1 - soft_step(np.abs(wander), width, 2 * width)
    places = soft_step(smooth_noise(random, SIZE, 22, 22), random.uniform(-0.6, 0.6), 0.8)
    return -random.uniform(0.18, 0.4) * cracks * places


def draw_inclusion(random: np.random.Generator) -> Field:
    """Draw dark slivers stretched along the rolling direction, in one to three bands."""
    slivers = smooth_noise(random, SIZE, random.uniform(18, 50), random.uniform(3, 6))
    middles = random.uniform(10, SIZE - 10, random.integers(1, 4))
    widths = random.uniform(4, 22, len(middles))
    away = (_PLACES[:, None] - middles) / widths  # (size, bands)
    band = np.exp(-away * away).max(axis=1).astype(np.float32)  # (size,)
    shape = soft_step(slivers + 2.2 * band, random.uniform(2.0, 2.6), random.uniform(0.3, 0.9))
    return -random.uniform(0.09, 0.2) * shape


def draw_patches(random: np.random.Generator) -> Field:
    """Draw a few large dark patches with ragged, darker rims."""
    blobs = smooth_noise(random, SIZE, random.uniform(22, 45), random.uniform(16, 30))
    blobs += random.uniform(0.15, 0.4) * smooth_noise(random, SIZE, 6, 6)
    threshold = random.uniform(0.3, 0.9)
    softness = random.uniform(0.2, 0.9)
    inside = soft_step(blobs, threshold, softness)
    rim = inside - soft_step(blobs, threshold + 0.6, softness)
    inside += random.uniform(0, 0.5) * rim
    return -random.uniform(0.28, 0.5) * inside


def draw_pitted_surface(random: np.random.Generator) -> Field:
    """Draw many small round pits, denser in places, sometimes with a pale stain."""
    grain = random.uniform(2.6, 4.4)
    pits = smooth_noise(random, SIZE, grain * random.uniform(1, 1.5), grain)
    density = smooth_noise(random, SIZE, random.uniform(25, 80), random.uniform(20, 50))
    shape = soft_step(pits + 0.6 * density, random.uniform(1.2, 2.0), random.uniform(0.3, 1))
    change = -random.uniform(0.14, 0.36) * shape
    if random.random() < 0.35:
        change -= random.uniform(0.03, 0.12) * soft_step(density, 0.9, 0.5)
    return change


def draw_rolled_in_scale(random: np.random.Generator) -> Field:
    """Draw small slanting flecks, dark with a bright edge below, on a woven ground."""
    slope = random.uniform(-0.5, 0.5)
    flecks = smooth_noise(random, SIZE, random.uniform(2, 3.2), random.uniform(5, 9))
    density = smooth_noise(random, SIZE, random.uniform(20, 60), random.uniform(20, 45))
    shape = soft_step(flecks + 0.6 * density, random.uniform(1.3, 2.1), random.uniform(0.4, 1))
    relief = shape - random.uniform(0.1, 0.5) * np.roll(shape, 3, axis=0)
    return -random.uniform(0.14, 0.34) * slanted(relief, slope)


def draw_scratches(random: np.random.Generator) -> Field:
    """Draw one to five thin lines, most of them bright, most along the rolling direction."""
    change = np.zeros((SIZE, SIZE), np.float32)
    lean = random.normal(0, 0.06)
    for _ in range(random.integers(2, 7)):
        change += _draw_scratch(random, lean + random.normal(0, 0.02))
    return change.T if random.random() < 0.3 else change


def _draw_scratch(random: np.random.Generator, lean: float) -> Field:
    """Draw one line that leans `lean` pixels for each row and fades in and out."""
    middle = random.uniform(0, SIZE) + lean * (_PLACES - SIZE / 2)  # (size,), for each row
    middle += random.uniform(0, 1.5) * smooth_curve(random, SIZE, 30)
    width = random.uniform(1.2, 3.2) if random.random() < 0.8 else random.uniform(3, 9)
    sign = 1 if random.random() < 0.9 else -1
    fading = soft_step(smooth_curve(random, SIZE, random.uniform(8, 60)), -0.9, 1)
    strength = sign * random.uniform(0.18, 0.5) * fading
    away = (_PLACES - middle[:, None]) / width  # (size, size)
    line: Field = strength[:, None] * np.exp(-away * away)
    return line


DEFECTS: dict[str, Callable[[np.random.Generator], Field]] = {
    "Cr": draw_crazing,
    "In": draw_inclusion,
    "Pa": draw_patches,
    "PS": draw_pitted_surface,
    "Rs": draw_rolled_in_scale,
    "Sc": draw_scratches,
}
