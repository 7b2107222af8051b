// The list of campaigns and ordinary surges: the shipped one, and wrong ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "host/model/attribution/list.h"
#include "host/model/tables/write_text.h"
#include "host/support/error.h"
#include "tests/store/temporary_folder.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

const IrregularHistory& history() {
  static const IrregularHistory loaded = load_irregular_history(inputs);
  return loaded;
}

TEST(CampaignList, has_campaigns_and_ordinary_periods_in_both_halves) {
  const CampaignList list = load_campaign_list(inputs, history());
  for (const int half : {1, 2}) {
    int steered = 0;
    int surges = 0;
    int quiet = 0;
    for (const Episode& one : list.episodes) {
      if (one.half != half) continue;
      (one.steered() ? steered : (one.kind == EpisodeClass::surge ? surges : quiet)) += 1;
    }
    EXPECT_EQ(steered, 10);
    EXPECT_GE(surges, 20);
    EXPECT_GE(quiet, 10);
  }
  EXPECT_EQ(halves_of(list.episodes, history()), [&] {
    std::vector<int> halves;
    for (const Episode& one : list.episodes) halves.push_back(one.half);
    return halves;
  }());
}

TEST(CampaignList, every_episode_has_figures) {
  const CampaignList list = load_campaign_list(inputs, history());
  for (const Episode& one : list.episodes) {
    const MonthlyRecord record = record_of(history(), one.border, list);
    ASSERT_FALSE(record.arrivals.empty());
    EXPECT_GE(one.from, record.first_month + 12);
    EXPECT_LE(one.to, record.last_month());
    if (!one.steered()) continue;
    EXPECT_GT(*std::max_element(
                  record.arrivals.begin() + static_cast<std::ptrdiff_t>(record.at(one.from)),
                  record.arrivals.begin() + static_cast<std::ptrdiff_t>(record.at(one.to)) + 1),
              0.0);
  }
}

// Norway's year by hand: 8 in 2014, 58 to August, then the police's months.
TEST(CampaignList, figures_of_a_period_are_spread_over_its_months) {
  const CampaignList list = load_campaign_list(inputs, history());
  const MonthlyRecord norway = record_of(history(), history().border_of("russia-norway"), list);
  EXPECT_EQ(norway.first_month, month_number(2014, 1));
  EXPECT_EQ(month_text(norway.last_month()), "2016-08");
  EXPECT_NEAR(norway.arrivals[norway.at(month_number(2015, 3))], 58.0 / 8.0, 1e-12);
  EXPECT_EQ(norway.arrivals[norway.at(month_number(2015, 10))], 2018.0);
  const MonthlyRecord none = record_of(history(), history().border_of("russia-norway"), {});
  EXPECT_TRUE(none.arrivals.empty());
}

class WrongCampaignList : public testing::Test {
 protected:
  // What reading says of these rows in place of the shipped ones.
  std::string problems(const std::string& campaigns, const std::string& figures = "",
                       const std::string& statements = "") const {
    const std::string tables_folder = folder_.file("calibration");
    std::filesystem::create_directories(tables_folder);
    write_text(tables_folder + "/campaigns.csv",
               "border,from,to,actor,class,half,quality,source\n" + campaigns);
    write_text(tables_folder + "/campaign_figures.csv",
               "border,from,to,persons,quality,source\n" + figures);
    write_text(tables_folder + "/actor_statements.csv",
               "border,month,actor,quality,source\n" + statements);
    try {
      load_campaign_list(folder_.file(""), history());
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }
  peregrine::sample::TemporaryFolder folder_;
};

TEST_F(WrongCampaignList, sound_rows_are_read) {
  EXPECT_EQ(problems("belarus-poland,2021-07,2021-12,Belarus,campaign,1,press,s\n"
                     "western-africa,2012-01,2012-12,,quiet,1,press,s\n",
                     "russia-norway,2015-09,2015-09,215,press,s\n",
                     "belarus-poland,2021-05,Belarus,press,s\n"),
            "");
}

TEST_F(WrongCampaignList, every_problem_is_told_with_its_line_and_remedy) {
  const std::string said = problems(
      "belarus-polnd,2021-07,2021-12,Belarus,campaign,1,press,s\n"
      "belarus-poland,2021-07,2021-13,Belarus,campaign,1,press,s\n"
      "belarus-poland,2021-07,2021-06,Belarus,campaign,1,press,s\n"
      "belarus-poland,2021-07,2021-12,,campaign,1,press,s\n"
      "western-africa,2012-01,2012-12,Morocco,quiet,1,press,s\n"
      "western-africa,2012-01,2012-12,,calm,1,press,s\n"
      "western-africa,2012-01,2012-12,,quiet,3,press,s\n"
      "western-africa,2012-01,2012-12,,quiet,1,rumour,s\n",
      "russia-norway,2015-09,2015-10,215,press,s\nrussia-norway,2015-10,2015-10,5,press,s\n",
      "belarus-poland,2021-05,,press,s\n");
  for (const char* message :
       {"campaigns.csv:2: border = belarus-polnd", "is belarus-poland meant?",
        "campaigns.csv:3: to = 2021-13", "campaigns.csv:4: to = 2021-06 is before from = 2021-07",
        "campaigns.csv:5: actor", "name who steered",
        "campaigns.csv:6: actor = Morocco is the actor of an ordinary period",
        "campaigns.csv:7: class = calm", "campaigns.csv:8: half = 3",
        "campaigns.csv:9: quality = rumour", "campaign_figures.csv:3: from = 2015-10 is not after",
        "actor_statements.csv:2: actor"}) {
    EXPECT_THAT(said, HasSubstr(message));
  }
}

TEST_F(WrongCampaignList, a_half_that_was_chosen_by_hand_is_refused) {
  EXPECT_THAT(problems("belarus-poland,2021-07,2021-12,Belarus,campaign,2,press,s\n"),
              HasSubstr("campaigns.csv:2: half = 2 is not what the rule gives (write 1"));
}

TEST(CampaignListOfNoFolder, names_the_missing_tables) {
  try {
    load_campaign_list("no-such-folder", history());
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("campaigns.csv"));
    EXPECT_THAT(error.what(), HasSubstr("actor_statements.csv"));
  }
}

}  // namespace
}  // namespace peregrine::test
