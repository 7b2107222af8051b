// How many threads a run takes, and what it says of that.
#include "host/support/processors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <filesystem>

#include "host/support/process_start.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

struct Environment {
  const char* assignments;
  int threads;
  const char* why;
};

std::string plan_under(const std::string& before, const std::string& options = "") {
  const TemporaryFolder folder;
  // What the test itself was given is no matter here.
  const std::string line = "cd " + folder.path() +
                           " && env -u OMP_NUM_THREADS -u SLURM_CPUS_PER_TASK -u OMP_PROC_BIND " +
                           before + " " PEREGRINE_BINARY " run " + reference + " --dry-run " +
                           options + " >plan";
  EXPECT_EQ(std::system(line.c_str()), 0) << line;
  return bytes_of(folder.file("plan"));
}

TEST(Processors, are_those_of_the_process_whatever_openmp_has_bound) {
  const std::string usual = plan_under("");
  const std::string threads = usual.substr(usual.find("threads   "));
  const std::string line = threads.substr(0, threads.find('\n'));
  EXPECT_THAT(plan_under("OMP_PROC_BIND=true"), HasSubstr(line));
  EXPECT_THAT(plan_under("OMP_PROC_BIND=close OMP_PLACES=cores"), HasSubstr(line));
}

TEST(Processors, are_no_more_than_affinity_openmp_and_slurm_say) {
  if (cpus_at_start() < 2 || cpu_quota() > 0.0) GTEST_SKIP() << "one CPU, or a quota";
  int first = 0;
  while (!was_given_cpu(first)) ++first;
  EXPECT_THAT(plan_under("taskset -c " + std::to_string(first)),
              HasSubstr("threads   1: all CPUs that the process was given\n"));
  EXPECT_THAT(plan_under("OMP_NUM_THREADS=1"), HasSubstr("threads   1: OMP_NUM_THREADS=1, of "));
  EXPECT_THAT(plan_under("OMP_NUM_THREADS=1,4"), HasSubstr("threads   1: OMP_NUM_THREADS=1, of "));
  EXPECT_THAT(plan_under("SLURM_CPUS_PER_TASK=1"),
              HasSubstr("threads   1: SLURM_CPUS_PER_TASK=1, of "));
  EXPECT_THAT(plan_under("OMP_NUM_THREADS=1", "--threads 3"),
              HasSubstr("threads   3: as --threads says\n"));
  EXPECT_THAT(plan_under("", "--device serial"), HasSubstr("threads   1: the device serial"));
}

TEST(Processors, are_shared_among_ranks_and_limited_by_the_quota) {
  ProcessorFacts facts;
  facts.given = 16;
  EXPECT_EQ(choose_processors(facts).threads, 16);
  facts.sharers = facts.ranks_here = 4;
  EXPECT_EQ(choose_processors(facts).threads, 4);
  facts.quota = 6.0;
  EXPECT_EQ(choose_processors(facts).threads, 2);
  EXPECT_THAT(choose_processors(facts).why, HasSubstr("quota is 6 CPUs"));
  // Bound apart by the launcher.
  facts.sharers = 1;
  facts.given = 4;
  facts.quota = 0.0;
  EXPECT_EQ(choose_processors(facts).threads, 4);
  // More than there are: OpenMP's number is a limit here.
  facts.openmp_threads = 64;
  EXPECT_EQ(choose_processors(facts).threads, 4);
  facts.given = 0;
  EXPECT_EQ(choose_processors(facts).threads, 1);
}

class Quota : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = root() + name;
    std::filesystem::create_directories(path.parent_path());
    write_bytes(path, text);
  }
  const std::string& root() const { return folder_.path(); }

 private:
  const TemporaryFolder folder_;
};

TEST_F(Quota, is_none_where_there_are_no_control_groups_or_no_limit) {
  EXPECT_EQ(cpu_quota(root()), 0.0);
  write("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  write("/proc/self/cgroup", "0::/\n");
  EXPECT_EQ(cpu_quota(root()), 0.0);
  write("/sys/fs/cgroup/cpu.max", "max 100000\n");
  EXPECT_EQ(cpu_quota(root()), 0.0);
}

TEST_F(Quota, of_version_2_is_the_least_of_a_group_and_those_above_it) {
  write("/proc/self/mountinfo",
        "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n");
  write("/proc/self/cgroup", "0::/user.slice/app.scope\n");
  write("/sys/fs/cgroup/user.slice/app.scope/cpu.max", "400000 100000\n");
  EXPECT_EQ(cpu_quota(root()), 4.0);
  write("/sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n");
  EXPECT_EQ(cpu_quota(root()), 1.5);
}

// As a container of Docker sees it: its group's path is the host's, its mount begins there.
TEST_F(Quota, of_version_1_is_found_within_a_container) {
  write("/proc/self/mountinfo",
        "40 30 0:33 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
        "41 30 0:34 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro master:9 - cgroup cgroup "
        "rw,cpu,cpuacct\n");
  write("/proc/self/cgroup", "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/docker/abc\n");
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cpu_quota(root()), 0.0);
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "250000\n");
  EXPECT_EQ(cpu_quota(root()), 2.5);
}

}  // namespace
}  // namespace peregrine::test
