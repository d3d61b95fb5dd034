// Which words the fields of the events and of the rows take. A field stands here once: under its
// vocabularies, or as free.
#include <unordered_map>

#include "domain/act/funds.h"
#include "domain/act/payout.h"
#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/appraisal/rows.h"
#include "domain/audit/events.h"
#include "domain/audit/rows.h"
#include "domain/care/events.h"
#include "domain/collective/books.h"
#include "domain/decisions/events.h"
#include "domain/decisions/rows.h"
#include "domain/discipline/events.h"
#include "domain/discipline/rows.h"
#include "domain/incentive/events.h"
#include "domain/incentive/rows.h"
#include "domain/ledger/events.h"
#include "domain/ledger/rows.h"
#include "domain/pay/due.h"
#include "domain/pay/events.h"
#include "domain/pay/rows.h"
#include "domain/pension/events.h"
#include "domain/pension/rows.h"
#include "domain/registry/events.h"
#include "domain/registry/rows.h"
#include "domain/reserve/events.h"
#include "domain/reserve/rows.h"
#include "domain/selection/events.h"
#include "domain/selection/rows.h"
#include "domain/supervision/events.h"
#include "domain/supervision/rows.h"
#include "domain/targets/events.h"
#include "domain/targets/rows.h"
#include "domain/tenure/events.h"
#include "domain/tenure/rows.h"
#include "domain/training/events.h"
#include "domain/words/words.h"

namespace tenure {
namespace {

using FieldAt = void* (*)(void*);
using FieldBook = std::unordered_map<FieldAt, FieldWords>;

template <auto... Members>
void take(FieldBook& book, std::string_view vocabularies) {
  (book.emplace(&MemberOf<Members>::at, FieldWords{vocabularies_named(vocabularies), {}, {}}), ...);
}

template <auto... Members>
void are_free(FieldBook& book, std::string_view zh, std::string_view en) {
  (book.emplace(&MemberOf<Members>::at, FieldWords{{}, zh, en}), ...);
}

/// What means the same wherever it stands.
void add_common(FieldBook& book) {
  take<&AdjustmentDecided::post, &PromotionMade::post, &PayEntitlementAssessed::post, &PayDisbursed::post,
       &PostsSet::post, &ReserveListed::post, &PlacementStarted::post, &PlacementEnded::post,
       &SelectionOpened::post, &CandidateRecommended::post, &ElectionHeld::post, &OfficeAssumed::post,
       &ConcurrentPostAssumed::post, &TenureEnded::post, &OfficeSuspended::post, &OfficeResumed::post,
       &ActingAssigned::post, &PostCertified::post, &HandoverRecorded::post, &AuditOpened::post, &Audit::post,
       &SecretaryAppointed::previous_post, &FirstSecretaryDispatched::kind, &PayStandardSet::posts,
       &ServiceCertified::posts>(book, "post");
  take<&DelegateRecommended::level, &DelegateElected::level, &HonourGranted::level, &DutyAssigned::level,
       &PlacementStarted::level, &SecretaryAppointed::level, &FirstSecretaryDispatched::level,
       &TrainingPlanAdopted::level, &TrainerRegistered::level, &TrainingHeld::level,
       &TrainingAttended::level>(book, "level");
  take<&AppraisalOpened::scheme, &BallotTallied::scheme, &CommitteeAppraisalRecorded::scheme,
       &AssessmentScored::scheme, &PerformanceAssessed::scheme, &GradeDetermined::scheme,
       &ResultFedBack::scheme>(book, "scheme");
  take<&GradeDetermined::grade, &DecisionRevised::grade, &PerformanceAssessed::result,
       &AssessmentScored::level, &PayEntitlementAssessed::grade, &RewardGranted::grade,
       &UnitAssessmentLinked::result, &PlacementEnded::evaluation>(book, "grade");
  take<&PayStandardSet::component, &PayEntitlementAssessed::component, &PayDisbursed::component,
       &PayAdjusted::component, &PaymentReturned::component, &PaymentReversed::component,
       &PayRecoveryOrdered::component, &PayRecovered::component, &FundAdvanced::component>(book, "component");
  take<&PayAdjusted::payer, &PaymentReturned::payer, &PaymentReversed::payer, &PayRecoveryOrdered::payer,
       &PayRecovered::payer, &FundAdvanced::payer, &FundAdvanced::for_payer, &ContributionPaid::payer,
       &BudgetAppropriated::source, &FundShare::source>(book, "payer");
  take<&DutyReportDelivered::audience, &QuestionRaised::group, &BallotTallied::group, &ResultFedBack::to,
       &PledgeMade::audiences, &CommitmentPublished::audiences, &ResponsibilityLetterSigned::parties,
       &ConcernReported::reporter, &TrainingPlanAdopted::group>(book, "audience");
  take<&Respondents::group>(book, "audience department");
  take<&PledgeMade::place, &CommitmentPublished::place, &DisclosurePublished::place,
       &PublicityIssued::channel, &AuditPublished::place>(book, "place");
  take<&ResultFedBack::form, &AdmonitionIssued::form, &CommitmentPublished::form>(book, "form");
  take<&AppealDecided::outcome, &PensionApplicationDecided::outcome, &PledgeReviewed::outcome>(book,
                                                                                               "decision");
  take<&AdmonitionEnded::outcome, &RectificationClosed::outcome, &IssueDefused::outcome,
       &AuditRectified::outcome, &Rectified::outcome>(book, "outcome");
  take<&OpinionCollected::disposition, &LeadDisposed::disposition>(book, "disposition");
  take<&ReserveListed::source, &CandidateRecommended::source, &SecretaryAppointed::source_groups>(book,
                                                                                                  "source");
  take<&CommitmentProgressed::state, &ProjectItemProgressed::state>(book, "state");
  take<&Target::category, &ListItem::category>(book, "target_category");
  take<&SelectionOpened::method, &ElectionHeld::method>(book, "election_method");
  take<&DutyAssigned::duty, &ManagingParty::responsibility>(book, "duty");
  take<&BudgetAppropriated::purpose, &FundSpent::purpose>(book, "purpose component");
  take<&KeyRevoked::reason, &SignerRevoked::reason>(book, "key_reason");
  take<&PensionApplied::scheme, &PensionEnrolled::scheme>(book, "pension_scheme");
  take<&SecretaryAppointed::by, &OfficeAssumed::by, &FirstSecretaryDispatched::by>(book, "appointing");
  take<&VisitMade::occasion, &TalkHeld::occasion>(book, "occasion");
  take<&PaymentReturned::cause, &PensionSubsidyStopped::cause, &SubsidyStopped::cause>(book, "payment_cause");
  take<&RecruitmentQuotaSet::kind, &RecruitmentMade::kind>(book, "recruitment");
  take<&DelegateRecommended::body, &DelegateElected::body>(book, "body");
  take<&TrainingHeld::format, &TrainingAttended::format>(book, "training_format");
  take<&DegreeStudyEnrolled::degree, &DegreeCompleted::degree>(book, "degree");
  take<&ReserveListed::tier, &ReserveListed::stage>(book, "stage");
  take<&MentorAssigned::role, &MentorContactLogged::kind>(book, "mentoring");
  take<&DecisionStepRecorded::topic, &DecisionAdopted::topic, &HearingNoticeIssued::topic,
       &HearingHeld::topic>(book, "decision_topic");
  take<&DecisionAdopted::body, &HearingNoticeIssued::body>(book, "meeting");
  take<&HearingNoticeIssued::recipients, &HearingGroup::group>(book, "audience");
}

/// The village's own money, in events, rows and answers.
void add_books(FieldBook& book) {
  take<&JournalLine::account, &CashCounted::account, &BookCell::account, &CashCount::account,
       &BookLine::account, &OpeningCheck::account, &CountCheck::account, &BookParty::account>(book,
                                                                                              "account");
  take<&JournalLine::fund, &BookCell::fund>(book, "fund payer");
  take<&JournalLine::purpose, &BookCell::purpose, &DebtRecorded::purpose, &Debt::purpose>(
      book, "purpose component");
  take<&JournalPosted::series, &Voucher::series>(book, "voucher");
  take<&ContractSigned::kind, &Contract::kind>(book, "contract");
  take<&ContractEnded::reason, &Contract::reason>(book, "contract_end");
  take<&AssetRecorded::kind, &AssetChange::kind>(book, "asset_change");
  take<&AssetRecorded::category, &AssetChange::category>(book, "asset");
  take<&DebtRecorded::kind, &Debt::kind>(book, "debt");
  are_free<&JournalLine::sub, &CashCounted::sub, &BookCell::sub, &CashCount::sub, &CountCheck::sub>(
      book, "组织自定的明细科目编号", "a number of the organisation's own below the account");
  are_free<&JournalLine::contract, &ContractSigned::contract, &ContractSigned::former,
           &ContractEnded::contract, &AssetRecorded::contract, &Contract::contract, &Contract::former,
           &ContractBooking::contract, &AssetChange::contract>(book, "合同的编号",
                                                               "the number of a contract");
  are_free<&ContractSigned::asset, &AssetRecorded::asset, &Contract::asset, &AssetChange::asset>(
      book, "资产的编号", "the number of an asset");
  are_free<&DebtRecorded::debt, &DebtSettled::debt, &Debt::debt>(book, "债权债务的编号",
                                                                 "the number of a debt");
}

/// What an event has of its own.
void add_own(FieldBook& book) {
  take<&MeetingHeld::kind>(book, "meeting");
  take<&DecisionStepRecorded::step>(book, "decision_step");
  take<&HearingHeld::explained>(book, "explained");
  take<&TenderHeld::method>(book, "tender_method");
  take<&FilingSubmitted::kind>(book, "filing");
  take<&FilingReturned::reason>(book, "filing_reason");
  take<&OpinionCollected::kind>(book, "opinion");
  take<&FacilityRecorded::kind>(book, "facility");
  take<&FacilityRecorded::services>(book, "service");
  take<&FacilityRecorded::condition>(book, "condition");
  take<&ArchiveEntryFiled::file>(book, "archive");
  take<&ArchiveEntryFiled::kind>(book, "archive_kind");
  take<&AppraisalOpened::kind, &AssessmentScored::kind, &PeriodClosed::kind>(book, "appraisal_kind");
  take<&BallotCount::option, &CommitteeAppraisalRecorded::opinion>(book, "grade ballot_option");
  take<&AssessmentScored::part>(book, "score_part");
  take<&AssessmentScored::rater>(book, "organ audience");
  take<&StarsAwarded::kind>(book, "stars");
  take<&ContestHeld::kind>(book, "contest");
  take<&HealthCheckDone::organiser>(book, "organ department level");
  take<&HardshipRegistered::kind, &AssistanceGiven::kind>(book, "assistance");
  take<&AdmonitionIssued::by>(book, "organ");
  take<&UnqualifiedDetermined::criterion>(book, "unqualified");
  take<&AdjustmentDecided::kind, &SanctionImposed::kind>(book, "sanction");
  take<&DisciplineCaseHandled::outcome>(book, "case_outcome");
  take<&CaseOpened::cause>(book, "case_cause");
  take<&DocumentServed::means>(book, "service_means");
  take<&PromotionMade::kind>(book, "recruitment");
  take<&HonourGranted::title>(book, "honour");
  take<&KeyRegistered::alg>(book, "algorithm");
  take<&PayStandardSet::group>(book, "pay_group");
  take<&PayStandardSet::measure, &Fact::name>(book, "indicator");
  take<&PayDisbursed::channel>(book, "channel");
  take<&RewardGranted::kind>(book, "reward");
  take<&PensionEnrolled::status>(book, "pension_status");
  take<&LifeConfirmed::means>(book, "life_means");
  take<&OrgRegistered::kind>(book, "org_kind");
  take<&OrgRegistered::domain>(book, "domain");
  take<&OrgClosed::reason>(book, "org_reason");
  take<&PersonRegistered::role>(book, "person_role post");
  take<&PersonAttributeRecorded::attribute>(book, "attribute");
  take<&PersonAttributeRecorded::value>(book, "attribute_value degree source");
  take<&PolicyAdopted::principles>(book, "principle");
  take<&ReserveRemoved::reason>(book, "reserve_reason");
  take<&MemberAdmitted::status>(book, "membership");
  take<&ActivistIdentified::group>(book, "activist_group");
  take<&GrowthEntryLogged::kind>(book, "growth");
  take<&PlacementStarted::kind>(book, "placement");
  take<&CriterionFinding::criterion>(book, "criterion");
  take<&CandidateReviewed::finding, &ReportVerified::finding>(book, "finding");
  take<&ElectionHeld::outcome, &SelectionClosed::outcome>(book, "election_outcome");
  take<&PublicNoticePosted::kind>(book, "notice");
  take<&InspectionDone::kind>(book, "inspection");
  take<&BulletinIssued::kind>(book, "bulletin");
  take<&ConcernReported::kind>(book, "concern");
  take<&DisclosurePublished::category>(book, "disclosure");
  take<&TargetSet::scope>(book, "target_scope");
  take<&PledgeMade::kind, &PledgeMade::phase, &CommitmentPublished::kind>(book, "pledge");
  take<&AnnualPlanAdopted::by>(book, "meeting");
  take<&SecretaryAppointed::mode, &OfficeAssumed::mode>(book, "mode");
  take<&TenureEnded::reason>(book, "end_reason");
  take<&OfficeSuspended::reason>(book, "suspension");
  take<&TrainerRegistered::pool>(book, "training_pool");
  take<&TrainingEvaluated::result>(book, "grade training_result");
  take<&TrainingMaterialIssued::kind>(book, "material");
  take<&AuditOpened::kind, &Audit::kind>(book, "audit_kind");
  take<&AuditProcedureRun::procedure>(book, "audit_procedure");
  take<&AuditFindingRecorded::lead, &AuditFinding::lead, &LeadDisposed::lead>(book, "lead");
  take<&AuditFindingRecorded::responsibility, &AuditFinding::responsibility>(book, "responsibility");
  take<&AuditConcluded::conclusion, &Audit::conclusion>(book, "audit_conclusion");
  take<&KinshipDeclared::relation, &Kin::relation>(book, "kinship");
  take<&OpinionCollected::topic>(book, "department opinion_topic target_category");
}

void add_free(FieldBook& book) {
  are_free<&RecruitmentQuotaSet::round, &RecruitmentMade::round, &TermElectionOpened::round,
           &ElectionHeld::round, &PledgeMade::round, &PledgeReviewed::round, &SecretaryAppointed::round,
           &OfficeAssumed::round>(book, "届次或批次的编号", "the number of a round");
  are_free<&OrgRegistered::region_code>(book, "统计用区划代码", "a code of the statistics office");
  are_free<&PolicyAdopted::programme, &PolicyAdopted::modules>(book, "文件自定的名称",
                                                               "named by the document itself");
  are_free<&Fact::code>(book, "指标自身的代码", "a code that the indicator brings along");
  are_free<&ListItem::item, &CommitmentProgressed::item, &WorkRecordLogged::item, &ProjectItemListed::item,
           &ProjectItemProgressed::item>(book, "事项在清单中的编号", "the number of an item in its list");
  are_free<&AssessmentScored::item, &StudyPointsLogged::item, &VetoTriggered::item>(
      book, "考核表中的编号", "the number of an item in the form of the appraisal");
  are_free<&TrainingHeld::training, &TrainingAttended::training, &TrainingEvaluated::training>(
      book, "培训班的编号", "the number of a training");
  are_free<&MeetingHeld::topics, &InspectionDone::topic, &PublicityIssued::topic,
           &RectificationOrdered::topic, &IssueEscalated::topic, &IssueDefused::topic,
           &ProjectItemListed::topic, &TrainingNeedSurveyed::topics, &TrainingHeld::topic,
           &StudyVisitHeld::topic>(book, "每次自定的主题", "the theme of one occasion");
  are_free<&Target::unit>(book, "计量单位", "a unit of measurement");
  are_free<&OverrideRecorded::rule, &FlagReviewed::rule>(book, "规则的名称，见规则表",
                                                         "the name of a rule, see the table of rules");
  are_free<&SubjectErased::basis>(book, "所依法条的编号", "the number of an article of law");
}

/// What rows keep of it.
void add_rows(FieldBook& book) {
  take<&PostPay::post, &PaymentPart::post, &PayStandard::posts, &PaidPerson::post, &CultivationStep::post,
       &Office::post, &Handover::post, &Office::previous_post, &Certificate::post, &CertifiedService::posts,
       &Seats::post, &Dismissal::post>(book, "post");
  take<&Revision::grade, &Grade::determined, &Score::level, &PostPay::grade, &Payout::grade>(book, "grade");
  take<&Grade::scheme, &AppraisalStep::scheme, &Assessed::scheme, &AssessedPeriod::scheme>(book, "scheme");
  take<&AppraisalStep::who>(book, "audience");
  take<&ContestResult::kind>(book, "contest");
  take<&Score::part>(book, "score_part");
  take<&Score::item>(book, "review_dimension");
  take<&Score::kind, &ClosedPeriod::kind>(book, "appraisal_kind");
  take<&Score::rater>(book, "organ audience");
  take<&Admonition::form>(book, "form");
  take<&Admonition::by>(book, "organ");
  take<&Admonition::outcome, &Rectification::outcome>(book, "outcome");
  take<&Honour::title>(book, "honour");
  take<&Honour::level, &Duty::level>(book, "level");
  take<&PayCell::component, &PayStandard::component, &PayDraw::component, &PaidPerson::components,
       &PaidTotal::component, &Recovery::component, &PayLine::component>(book, "component");
  take<&PayLine::grade>(book, "grade");
  take<&PayLine::payer, &PayerTotal::payer, &PayCell::payer, &PaidTotal::payer, &Recovery::payer,
       &Contribution::payer, &Payout::payer>(book, "payer");
  take<&Payout::kind>(book, "reward");
  take<&Sanction::kind>(book, "sanction");
  take<&Dismissal::word>(book, "sanction end_reason");
  take<&Enrolment::scheme>(book, "pension_scheme");
  take<&PayStandard::group>(book, "pay_group");
  take<&OrgRow::kind>(book, "org_kind");
  take<&OrgRow::domain>(book, "domain");
  take<&Attribute::name>(book, "attribute");
  take<&Attribute::value>(book, "attribute_value degree source");
  take<&PersonRow::role>(book, "person_role post");
  take<&Duty::duty>(book, "duty");
  take<&Policy::principles>(book, "principle");
  take<&AskedGroup::group>(book, "audience department");
  take<&CultivationStep::group>(book, "activist_group source");
  take<&CultivationStep::tier>(book, "stage");
  take<&CultivationStep::result>(book, "reserve_reason grade");
  take<&Pair::role>(book, "mentoring");
  take<&MatterSelection::outcome>(book, "election_outcome");
  take<&DecisionStep::step, &MatterStep::step>(book, "decision_step");
  take<&DecisionStep::topic>(book, "decision_topic");
  take<&DecisionStep::body>(book, "meeting");
  take<&Filing::kind>(book, "filing");
  take<&Filing::reason>(book, "filing_reason");
  take<&PledgeReview::outcome>(book, "decision");
  take<&Pledge::kind, &Pledge::phase>(book, "pledge");
  take<&Pledge::audiences>(book, "audience");
  take<&Pledge::place>(book, "place");
  take<&Progress::state>(book, "state");
  take<&Office::end_reason>(book, "end_reason");
  take<&Office::mode>(book, "mode");
  take<&Office::source_groups>(book, "source");
  take<&Office::by>(book, "appointing");
  are_free<&Round::round, &Pledge::round, &Office::round>(book, "届次或批次的编号", "the number of a round");
  are_free<&FlagReview::rule>(book, "规则的名称，见规则表", "the name of a rule, see the table of rules");
  are_free<&OrgRow::region_code>(book, "统计用区划代码", "a code of the statistics office");
  are_free<&Policy::programme, &Policy::modules>(book, "文件自定的名称", "named by the document itself");
  are_free<&Rectification::topic, &ProjectItem::topic>(book, "每次自定的主题", "the theme of one occasion");
  are_free<&ProjectItem::item, &PledgedItem::item>(book, "事项在清单中的编号",
                                                   "the number of an item in its list");
}

const FieldBook& field_book() {
  static const FieldBook built = [] {
    FieldBook out;
    add_common(out);
    add_books(out);
    add_own(out);
    add_free(out);
    add_rows(out);
    return out;
  }();
  return built;
}

}  // namespace

const FieldWords* words_of(const Field& field) {
  const auto found = field_book().find(field.at);
  return found == field_book().end() ? nullptr : &found->second;
}

}  // namespace tenure
