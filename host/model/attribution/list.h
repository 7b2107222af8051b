// Crossings that a state steered or was said to, ordinary surges and quiet periods, as the public
// record has them: what attribution is fitted to and scored on. inputs/SOURCES.md.
#pragma once

#include <string>
#include <vector>

#include "host/model/attribution/record.h"
#include "host/model/routes/tables.h"

namespace peregrine {

enum class EpisodeClass { campaign, claimed, surge, quiet };

struct Episode {
  int border = 0;
  int from = 0;  // month
  int to = 0;    // month, the last one
  std::string actor;
  EpisodeClass kind = EpisodeClass::quiet;
  int half = 1;  // 1: fitted to; 2: scored on

  bool steered() const { return kind == EpisodeClass::campaign || kind == EpisodeClass::claimed; }
};

// Persons in a period, which its months have evenly, in place of the shipped detections.
struct PublicFigure {
  int border = 0;
  int from = 0;
  int to = 0;
  double persons = 0.0;
};

struct SpokenMonth {
  int border = 0;
  int month = 0;
  std::string actor;
};

struct CampaignList {
  std::vector<Episode> episodes;
  std::vector<PublicFigure> figures;    // by border and month
  std::vector<SpokenMonth> statements;  // by border and month
};

// Reads calibration/campaigns.csv, campaign_figures.csv and actor_statements.csv. Throws InputError
// with all problems of the three.
CampaignList load_campaign_list(const std::string& inputs_dir, const IrregularHistory& history);

// The half that the rule gives each episode: within the steered ones, the surges and the quiet
// periods, in the order of their first months and then of their borders' codes, the first one to
// half one and then in turn.
std::vector<int> halves_of(const std::vector<Episode>& episodes, const IrregularHistory& history);

// A border's record with the list's figures and statements. A border whose detections are all zero
// has the list's figures alone; without any, its record is empty.
MonthlyRecord record_of(const IrregularHistory& history, int border, const CampaignList& list);

// Puts the list's figures of a border into months `from` ... `to` of a record, in place of what it
// has.
void add_figures(const CampaignList& list, int border, int from, int to, MonthlyRecord& record);
// Marks the months in which somebody spoke of one of `borders`.
void add_statements(const CampaignList& list, const std::vector<int>& borders,
                    MonthlyRecord& record);

}  // namespace peregrine
