// The second seed reaches the groups it is meant for, and no other.
#include "kernels/ground/driver_groups.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "kernels/ground/tile.h"

namespace peregrine::test {
namespace {

constexpr std::uint64_t seed = 281;
constexpr std::uint64_t other_seed = 0x123456789abcdefull;

const std::vector<Process>& all_processes() {
  static const std::vector<Process> processes = {Process::baseline,
                                                 Process::posterior,
                                                 Process::corridor_shock,
                                                 Process::volatility,
                                                 Process::country_shock,
                                                 Process::baseline_destination,
                                                 Process::common_shock,
                                                 Process::opening,
                                                 Process::conflict,
                                                 Process::conflict_posterior,
                                                 Process::coup,
                                                 Process::climate_member,
                                                 Process::climate_variability,
                                                 Process::pledge,
                                                 Process::pattern,
                                                 Process::common_pattern,
                                                 Process::local_weather,
                                                 Process::income,
                                                 Process::common_income,
                                                 Process::income_elasticity,
                                                 Process::warming_response,
                                                 Process::net_migration,
                                                 Process::displacement_origin,
                                                 Process::displacement_pair,
                                                 Process::displacement_deaths,
                                                 Process::displacement_posterior,
                                                 Process::route_parameters,
                                                 Process::border_shock,
                                                 Process::route_share,
                                                 Process::campaign,
                                                 Process::campaign_shape,
                                                 Process::campaign_length,
                                                 Process::campaign_mix,
                                                 Process::tension,
                                                 Process::observer,
                                                 Process::irregular_share};
  return processes;
}

template <int W>
TileWords<W> words_of(const Tile& tile, Process process) {
  TileWords<W> words;
  draw_words<W>(tile, process, 3, 5, words);
  return words;
}

template <int W>
bool same(const TileWords<W>& one, const TileWords<W>& other) {
  return std::memcmp(one.word, other.word, sizeof one.word) == 0;
}

template <int W>
void expect_only_chosen_groups_move() {
  for (int group = 0; group < driver_group_count; ++group) {
    const auto chosen = static_cast<DriverGroup>(group);
    const Tile plain = {seed, 64, 0, W};
    const Tile second = {seed, 64, 0, W, {other_seed, group_bit(chosen)}};
    const Tile other = {other_seed, 64, 0, W};
    for (const Process process : all_processes()) {
      const Tile& expected = group_of(process) == chosen ? other : plain;
      EXPECT_TRUE(same(words_of<W>(second, process), words_of<W>(expected, process)))
          << "process " << static_cast<int>(process) << ", group " << group;
    }
  }
}

TEST(SecondSeed, moves_the_streams_of_its_groups_and_no_others) {
  expect_only_chosen_groups_move<1>();
  expect_only_chosen_groups_move<16>();
}

TEST(SecondSeed, without_groups_is_of_no_effect_and_with_all_is_the_seed) {
  for (const Process process : all_processes()) {
    const TileWords<8> plain = words_of<8>({seed, 0, 0, 8}, process);
    const TileWords<8> none = words_of<8>({seed, 0, 0, 8, {other_seed, 0}}, process);
    const TileWords<8> all = words_of<8>({seed, 0, 0, 8, {other_seed, all_groups}}, process);
    EXPECT_TRUE(same(none, plain));
    EXPECT_TRUE(same(all, words_of<8>({other_seed, 0, 0, 8}, process)));
    EXPECT_FALSE(same(all, plain));
  }
}

TEST(DriverGroups, have_a_process_each) {
  std::uint32_t used = 0;
  for (const Process process : all_processes()) used |= group_bit(group_of(process));
  EXPECT_EQ(used, all_groups);
}

}  // namespace
}  // namespace peregrine::test
