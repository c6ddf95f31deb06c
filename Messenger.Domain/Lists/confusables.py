#!/usr/bin/python3
"""Prints confusables.txt: what letters of usernames are taken for (UTS 39), as ICU knows it.

On Debian: apt-get install python3-icu; ./confusables.py > confusables.txt
Then move Installation.NewestFolding, so that names that are there are looked at anew.
"""
import icu
import unicodedata

checker = icu.SpoofChecker()
groups = {}
for letter in map(chr, [*range(0xD800), *range(0xE000, 0x110000)]):
    # A skeleton is made of what is taken apart, so nothing else is asked for.
    if letter in "._-" or unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"):
        looks = checker.getSkeleton(0, letter)
        if unicodedata.is_normalized("NFKD", letter) and looks not in ("", letter) and " " not in looks:
            groups.setdefault(looks, []).append(letter)

print(f"# Unicode {icu.UNICODE_VERSION}, (c) Unicode, Inc., Unicode License v3. Each group: what it looks like, |, the letters that do.")
line = ""
for looks, letters in groups.items():
    line += f"{looks}|{''.join(letters)} "
    if len(line) > 120:
        print(line.rstrip())
        line = ""
print(line.rstrip())
