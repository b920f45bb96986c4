"""Make the short tune of the first contents: six notes of a wooden bar, worked out and played by nobody.

Run once, by hand, when the tune changes: `python -m outils.son` (needs ffmpeg).
"""

import io
import math
import subprocess
import wave
from array import array
from pathlib import Path

SON = Path(__file__).parents[1] / "app" / "site" / "contenu" / "medias" / "indicatif.mp3"
CADENCE = 44_100
"""Samples a second."""
DUREE = 5
"""Seconds of the tune."""
NOTES = ((0.0, 392.00), (0.4, 440.00), (0.8, 523.25), (1.4, 440.00), (1.8, 587.33), (2.4, 783.99))
"""When each note is struck, in seconds, and its pitch in hertz: sol, la, do, la, ré, sol."""
PARTIELS = ((1.0, 0.60, 2.2), (3.93, 0.16, 7.0), (9.2, 0.05, 16.0))
"""What makes a bar of wood: multiple of the pitch, strength, and how fast it dies away."""


def amplitude(instant: float) -> float:
    """Return the sound at an instant in seconds, between -1 and 1: every note struck so far, dying away."""
    somme = 0.0
    for debut, hauteur in NOTES:
        age = instant - debut
        if age >= 0:
            for rang, force, chute in PARTIELS:
                somme += force * math.exp(-chute * age) * math.sin(math.tau * hauteur * rang * age)
    return max(-1.0, min(1.0, 0.7 * somme * min(1.0, DUREE - instant)))


def jouer() -> bytes:
    """Return the tune as a WAV file, on one channel."""
    points = array("h", (round(32_000 * amplitude(i / CADENCE)) for i in range(DUREE * CADENCE)))
    sortie = io.BytesIO()
    with wave.open(sortie, "wb") as fichier:
        fichier.setparams((1, 2, CADENCE, len(points), "NONE", ""))
        fichier.writeframes(points.tobytes())
    return sortie.getvalue()


def principal() -> None:
    """Write the tune: MP3, which every browser plays."""
    commande = ["ffmpeg", "-y", "-i", "-", "-map_metadata", "-1", "-c:a", "libmp3lame", "-b:a", "64k"]
    subprocess.run([*commande, str(SON)], input=jouer(), check=True)  # noqa: S603 - our own words


if __name__ == "__main__":
    principal()
