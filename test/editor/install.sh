#!/usr/bin/env bash
# Installs what the editor suite runs in, from the pinned manifest beside this file, into a cache folder; a second run does nothing.
# Standard output: the folder, one line. Exit status 3: Chromium or ripgrep is missing, with no way to install it.
set -euo pipefail
cd "$(dirname "$0")"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ] || ! command -v rg >/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo 'installing Chromium and ripgrep' >&2
    export DEBIAN_FRONTEND=noninteractive
    # The fonts are what VS Code's own font lists fall back to.
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium ripgrep fonts-dejavu-core fonts-liberation; } >&2 </dev/null ||
      { echo 'Chromium and ripgrep could not be installed with apt-get.' >&2; exit 3; }
  else
    echo 'Chromium (in PATH, or named in CHROMIUM) and ripgrep are needed and not here.' >&2
    exit 3
  fi
fi

version=$(cat package.json package-lock.json install.sh | sha256sum | cut -c 1-16)
folder=${SURPRISAL_EDITOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/surprisal}/editor-$version
if [ ! -d "$folder" ]; then
  partial=$folder.$$
  trap 'rm -rf "$partial"' EXIT
  mkdir -p "$partial"
  cp package.json package-lock.json "$partial"
  cd "$partial"
  # Native modules are not compiled: VS Code's server does without (its terminal, its log files and Kerberos are not needed here).
  npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2
  # What code-server's own install script does: its VS Code has a lock file and dependencies of its own.
  cd node_modules/code-server/lib/vscode
  npm install --no-audit --no-fund --ignore-scripts --omit=dev --loglevel=error >&2
  ln -s node_modules node_modules.asar
  # File search asks for it here; the package's install script would download one.
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -s "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  cd "$OLDPWD"
  mv "$partial" "$folder"
fi
echo "$folder"
