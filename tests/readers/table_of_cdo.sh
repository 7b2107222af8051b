# usage: table_of_cdo.sh FILE. The lines that table_of.py prints, of the variables that CDO has: it
# has no texts, no axes as variables, and none whose months are not the first axis.
# Exit code 77 where CDO is not installed.
set -eu
command -v cdo > /dev/null || { echo "skipped: cdo is not installed" >&2; exit 77; }
for name in $(cdo -s showname "$1" 2> /dev/null); do
  cdo -s outputf,%.17g,1 -setmissval,-9e33 -selname,"$name" "$1" 2> /dev/null |
    awk -v name="$name" '$1 < -8e33 { missing++; next } { sum += $1; count++ }
      END { printf "%s\tnumber\t%d\t%d\t%.17g\n", name, count + missing, missing, sum }'
done
