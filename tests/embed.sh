#!/bin/sh
# libshuhi as others link it, once installed: embed.sh PROGRAM
#
# Installed from a copy of the build, into a PREFIX of its own.
. "$(dirname "$0")/tap"
build=$(dirname "$p")
case $build in
*/release) ;;
*)
	echo 'ok - only the release build is installed # SKIP'
	exit 0
	;;
esac
unset SHUHI_DATA SHUHI_LIBEXEC
inst=$t/inst
PKG_CONFIG_PATH=$inst/lib/pkgconfig
export PKG_CONFIG_PATH

mkdir "$t/b"
(cd "$build" && tar cf - --exclude=./tests --exclude=./cache --exclude=./benchmarks .) | tar xf - -C "$t/b"
in_tree() { make --no-print-directory -C "$here/.." B="$t/b" PREFIX="$inst" "$@" >"$t/out" 2>"$t/err"; }
linked() { cc -Wall -Wextra -Werror -o "$@" $(pkg-config --cflags --libs shuhi) >"$t/out" 2>"$t/err"; }
leaks() { echo '田中さん、肺炎で入院' | "$@" >"$t/out" 2>"$t/err"; [ $? = 1 ]; }
passes() { echo '今日は疲れた' | "$@" >"$t/out" 2>"$t/err"; }

ok 'it installs into another PREFIX' in_tree install
ok '... with what pkg-config wants' [ "$(pkg-config --modversion shuhi)" = "$("$p" --version | cut -d' ' -f2)" ]
sed -n '/^```c$/,/^```$/p' "$here/../README.md" | sed '1d;$d' >"$t/leak.c"
ok "README's example is linked as README says" linked "$t/leak" "$t/leak.c"
ok '... it finds a leak, by the rules that were installed' leaks "$t/leak"
ok '... and says which' grep -q 'Name beside' "$t/out"
ok '... and lets the rest go' passes "$t/leak"

# names of every day, of which the engine has its own
for f in trim join match seek report fold judge skip fail lists_init; do
	printf 'void %s(void);\nvoid %s(void) { __builtin_abort(); }\n' $f $f
done >"$t/mine.c"
ok "an embedder's functions are not taken for the engine's" linked "$t/mine" "$t/leak.c" "$t/mine.c"
ok '... and the leak is found' leaks "$t/mine"
nm -g --defined-only "$inst/lib/libshuhi.a" | awk 'NF == 3 { print $3 }' >"$t/names"
ok 'nothing but shuhi_* can be seen of the library' [ "$(grep -vc '^shuhi_' "$t/names")" = 0 ]
sed -n 's/^[^ *].*[ *]\(shuhi_[a-z0-9_]*\)(.*/\1/p' "$inst/include/shuhi.h" | sort -u >"$t/promised"
ok '... and all that its header promises' \
	[ -s "$t/promised" -a -z "$(sort -u "$t/names" | comm -23 "$t/promised" -)" ]

cat >"$t/x.cc" <<'END'
#include <shuhi.h>
int main() { return shuhi_code_name(SHUHI_E_LIMIT)[0] == 'l' ? 0 : 1; }
END
if command -v g++ >/dev/null; then
	ok 'a program in C++ is compiled and linked' \
		g++ -Wall -Wextra -Werror -pedantic -o "$t/x" "$t/x.cc" $(pkg-config --cflags --libs shuhi)
	ok '... and runs' "$t/x"
elif echo | cc -x c++ -fsyntax-only - 2>/dev/null; then
	ok 'the header is C++' cc -x c++ -fsyntax-only -I"$inst/include" "$t/x.cc"
fi

ok 'it can be uninstalled' in_tree uninstall
ok '... and nothing stays' [ -z "$(find "$inst" ! -type d)" ]
exit $failed
