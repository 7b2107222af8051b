#include "host/backtest/card.h"

#include <algorithm>
#include <exception>

namespace peregrine {
namespace {

template <typename Make>
CardTest attempt(const std::string& name, Make make) {
  try {
    return make();
  } catch (const std::exception& error) {
    CardTest failed;
    failed.name = name;
    failed.failure = error.what();
    return failed;
  }
}

}  // namespace

bool SkillCard::complete() const {
  return std::ranges::all_of(tests, [](const CardTest& one) { return one.failure.empty(); });
}

SkillCard make_skill_card(const std::string& inputs_dir, int draws) {
  SkillCard card;
  card.draws = draws;
  const auto add = [&](const std::string& name, auto make) {
    card.tests.push_back(attempt(name, make));
  };
  const auto add_reports = [&](const char* name, auto reports, CardAim aim) {
    add(name, [&] { return card_test(name, reports(inputs_dir, draws), aim); });
  };
  add_reports("stock", stock_reports, CardAim::below_every_rival);
  add_reports("flows", flow_reports, CardAim::below_every_rival);
  add("chain", [&] { return card_test(chain_reports(inputs_dir, draws)); });
  add("conflict", [&] { return card_test(conflict_report(inputs_dir, draws)); });
  add_reports("displacement", displacement_reports, CardAim::below_persistence);
  add_reports("asylum", asylum_reports, CardAim::below_persistence);
  add_reports("routes", route_reports, CardAim::below_every_rival);
  add("net-migration", [&] { return card_test(net_migration_reports(inputs_dir, draws)); });
  add("climate", [&] {
    return card_test("climate",
                     "nothing: whole members of the FaIR calibration, constrained by their authors "
                     "on the record",
                     climate_sections(inputs_dir, draws));
  });
  add("campaigns", [&] {
    return card_test("campaigns",
                     "rates on Greenhill's counts, P(campaign) on other draws of the same process; "
                     "the rest is judgement",
                     campaign_sections(inputs_dir, draws));
  });
  add("attribution", [&] {
    return card_test("attribution",
                     "the filter's coefficients on half one of the list of campaigns; scored on "
                     "half two",
                     attribution_sections(inputs_dir));
  });
  return card;
}

}  // namespace peregrine
