# Bodies shaped as real clients shape them, from invented text.

CLEAN='今日の夕飯はカレーでした。明日は早起きして走ります。'
LEAK='田中さん、肺炎で入院したらしい'

post() { sed "s/@TEXT@/$2/" "tests/proxy/posts/$1.json"; } # shape, text

# just so many bytes: everyday talk, then the text (which may be none)
long() { # bytes, text
	local line='きょうはいい天気なので公園を散歩しました。犬がたくさんいて楽しかった。'
	local each=$(($(printf '%s' "$line" | wc -c) + 1)) n=$(($1 - $(printf '%s' "$2" | wc -c)))
	[ "$n" -ge 0 ] && [ "$1" -le 100000000 ] || die "long: $1 bytes"
	yes "$line" | head -n $((n / each))
	head -c $((n % each)) /dev/zero | tr '\0' '\n'
	printf '%s' "$2"
}

# JSON with every character as \uXXXX, as some clients send it
escaped() { printf '%s' "$1" | iconv -f UTF-8 -t UTF-16BE | od -An -v -tx1 |
	tr -d ' \n' | sed 's/..../\\\\u&/g'; }

# a Thrift-like message as chat apps send: lengths, ids, text, no text type
thriftish() {
	printf '\202\041\001\013sendMessage\034\025\000\030\041u00000000000000000000000000000000\030'
	printf "\\$(printf '%03o' "$(printf '%s' "$1" | wc -c)")%s\000\000" "$1"
}
