#!/usr/bin/env bash
# Gathers all that fuzz.sh needs to run elsewhere: the fuzzer without its symbols, the libraries that it is linked with and
# those that the interpreter opens, the modules of the installed library, the targets and their corpora, with what build/fuzz
# has of new inputs.
#
#   kit.sh FUZZER FOLDER        makes FOLDER and FOLDER.tgz; then, there: FOLDER/tests/fuzz/targets/fuzz.sh SECONDS JOBS
set -eu
cd "$(dirname "$0")/../../.."
fuzzer=$1 folder=$2
rm -rf "$folder"
mkdir -p "$folder/kit/python3.11" "$folder/kit/corpus" "$folder/tests"
cp -r tests/fuzz "$folder/tests/fuzz"
strip -o "$folder/kit/fuzzer" "$fuzzer"
for library in $(ldd "$fuzzer" | grep -o '/[^ ]*') /usr/lib/x86_64-linux-gnu/lib{pcre2-8.so.0,pcre2-16.so.0,pcre2-32.so.0,z.so.1,crypto.so.3}; do
    cp -L "$library" "$folder/kit/"
done
library=/usr/lib/python3.11
cp $library/*.py "$folder/kit/python3.11/"
for package in collections importlib json re; do
    mkdir "$folder/kit/python3.11/$package"
    cp $library/$package/*.py "$folder/kit/python3.11/$package/"
done
for corpus in tests/fuzz/corpus/*.txt; do
    target=$(basename "$corpus" .txt)
    python3 tests/fuzz/targets/corpus.py unpack "$corpus" "$folder/kit/corpus/$target"
    [ ! -d "build/fuzz/$target" ] || cp -r "build/fuzz/$target" "$folder/kit/corpus/"
done
tar czf "$folder.tgz" -C "$(dirname "$folder")" "$(basename "$folder")"
ls -lh "$folder.tgz"
