# Sourced by mvnw and try: sets JAVA_HOME to a JDK 25 or later, wherever the system keeps it.
jdk_is_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")" -ge 25 ] 2>/dev/null
}
find_jdk_25() {
  if [ -n "${ZSH_VERSION-}" ]; then
    setopt local_options null_glob
  fi
  set +f
  for jdk in "${JAVA_HOME-}" "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_ARM64-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$jdk" ] && jdk_is_25 "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "No JDK 25 or later found: install one (for example Eclipse Temurin 25, https://adoptium.net) or set JAVA_HOME to it." >&2
  return 1
}
