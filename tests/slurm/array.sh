#!/usr/bin/env bash
# usage: array.sh PEREGRINE
# jobs/array.sbatch: four scenarios times two seeds run as an array; the job that depends on it joins
# the seeds of each and compares three with the first.
set -euo pipefail
# shellcheck source=submit.sh
source "$(dirname "$0")/submit.sh"
start_cluster
make_tree "$1"
edit array.sbatch scenarios '(reference no-new-wars pledges-kept current-policies)'
edit array.sbatch seeds '(1 2)'
sed -i 's/^#SBATCH --cpus-per-task=4/#SBATCH --cpus-per-task=1/' jobs/array.sbatch

submitted=$(bash jobs/array.sbatch --draws 64 --keep 16 --to 2022)
echo "$submitted"
[[ $submitted =~ job\ ([0-9]+),.*job\ ([0-9]+) ]] || fail "no numbers of jobs"
array=${BASH_REMATCH[1]}
merge=${BASH_REMATCH[2]}
await_success "$merge" 90

# SLURM's own record: eight runs, all of them good.
[ "$(scontrol show job --oneliner "$array" | grep -c 'JobState=COMPLETED')" = 8 ] || fail "not eight runs"
for scenario in reference no-new-wars pledges-kept current-policies; do
  [ "$(content_hash "runs/$scenario-seed-1.h5")" != "$(content_hash "runs/$scenario-seed-2.h5")" ] ||
    fail "both seeds of $scenario gave the same"
  [ -n "$(content_hash "runs/$scenario.h5")" ] || fail "$scenario was not joined"
done
# What the job compared is what the command prints of the joined files.
for scenario in no-new-wars pledges-kept current-policies; do
  "$PEREGRINE" compare "$PWD/runs/reference.h5" "$PWD/runs/$scenario.h5" | cmp - "runs/$scenario-compared.txt" ||
    fail "$scenario was compared otherwise"
done
[ ! -e runs/reference-compared.txt ] || fail "the first scenario was compared with itself"

# By itself, sbatch would run one scenario at most: it must refuse.
job=$(sbatch --parsable jobs/array.sbatch)
wait_until 20 ended "$job"
[ "$(field "$job" ExitCode)" = 2:0 ] || fail "sbatch jobs/array.sbatch ended with $(field "$job" ExitCode)"
