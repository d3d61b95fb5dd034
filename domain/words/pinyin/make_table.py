#!/usr/bin/env python3
"""Makes pinyin.txt out of Debian's package unicode-data (15.0): make_table.py < Unihan_Readings.txt > pinyin.txt

Every reading of a character counts: those of 通用规范汉字字典 (kTGHZ2013), 现代汉语词典 (kXHC1983) and kMandarin,
without tones, ü as V. Characters of the Unified Ideographs block, and whatever 通用规范汉字字典 has beside it.
"""
import collections
import sys
import unicodedata

FIELDS = {"kTGHZ2013", "kXHC1983", "kMandarin"}
BLOCK = range(0x4E00, 0xA000)
HEAD = """\
# Han characters by their Mandarin readings, without tones, ü as V: a reading, a blank, the characters.
# Made by make_table.py of the Unicode Character Database 15.0, Unihan_Readings.txt: kTGHZ2013, kXHC1983, kMandarin.
# Copyright © 1991-2022 Unicode, Inc. Unicode License Agreement: https://www.unicode.org/license.txt
"""


def without_tone(reading: str) -> str:
    bare = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in bare if c.isascii()).upper()


def readings_of(field: str, text: str) -> set[str]:
    """`074.090:hǎo,hào` in the dictionaries, `hǎo hào` in kMandarin."""
    words = [word.split(":")[-1] for word in text.split()]
    return {without_tone(each) for word in words for each in word.split(",")}


def main() -> None:
    by_reading = collections.defaultdict(set)
    for line in sys.stdin:
        parts = line.rstrip("\n").split("\t")
        if line.startswith("#") or len(parts) != 3 or parts[1] not in FIELDS:
            continue
        code = int(parts[0][2:], 16)
        if code not in BLOCK and parts[1] != "kTGHZ2013":
            continue
        for reading in readings_of(parts[1], parts[2]):
            if reading.isalpha():
                by_reading[reading].add(chr(code))
    sys.stdout.write(HEAD)
    for reading in sorted(by_reading):
        sys.stdout.write(f"{reading} {''.join(sorted(by_reading[reading]))}\n")


main()
