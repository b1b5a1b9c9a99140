#!/bin/sh
# Fetches the pinned sources of the lexicon into a folder: SCOWL's word lists (Debian 12) and VarCon's table of spelling variants
# (as packaged for Rust). Needs apt-get and cargo. Usage: fetch.sh FOLDER
set -eu

folder=${1:?usage: fetch.sh FOLDER}
mkdir -p "$folder"
cd "$folder"

apt-get download scowl=2020.12.07-2
echo "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718  scowl_2020.12.07-2_all.deb" | sha256sum --check --quiet
dpkg-deb -x scowl_2020.12.07-2_all.deb scowl

mkdir -p varcon/src
cat > varcon/Cargo.toml <<'MANIFEST'
[package]
name = "variants"
version = "0.0.0"
edition = "2021"

[dependencies]
varcon = { version = "=1.0.5", default-features = false }
MANIFEST
: > varcon/src/lib.rs
cargo vendor --quiet --manifest-path varcon/Cargo.toml varcon/vendor > /dev/null
echo "289d6e4e8cb5c0e2a62a057d808b2890cfe51dfa368a2b47e1108c713149b3dd  varcon/vendor/varcon/src/codegen.rs" | sha256sum --check --quiet
