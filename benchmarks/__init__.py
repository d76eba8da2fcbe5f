"""What is measured against Anki, and the scripts that wrote the goldens. Run by `make bench`; needs the package `anki`."""
