# Compares what a program prints with a golden hash: compare_hash.sh GOLDEN_FILE NAME PROGRAM...
golden=$1 name=$2
shift 2
expected=$(awk -v name="$name" '$1 == name { print $2 }' "$golden")
actual=$("$@") || exit 1
if [ "$actual" != "$expected" ]; then
  echo "$name: $* prints $actual, golden is $expected ($golden)" >&2
  exit 1
fi
