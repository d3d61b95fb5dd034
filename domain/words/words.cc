#include "domain/words/words.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "domain/core/find.h"

namespace tenure {
namespace {

constexpr Word kActivistGroupsWords[] = {{"cooperative_head", "合作组织负责人", "Head of a cooperative"},
                                         {"enrichment_leader", "致富带头人", "Leader in getting rich"},
                                         {"graduate", "大学生", "Graduate"},
                                         {"migrant_worker", "外出务工人员", "Worker away from home"},
                                         {"other", "其他", "Other"},
                                         {"returned", "返乡人员", "Returned home"},
                                         {"technical_backbone", "技术骨干", "Technical backbone"},
                                         {"veteran", "退役军人", "Veteran"},
                                         {"villager", "村民", "Villager"}};
constexpr Word kAlgorithmsWords[] = {{"ed25519", "Ed25519", "Ed25519"}};
constexpr Word kAppointingWords[] = {{"appointment", "任命", "Appointment"},
                                     {"co_option", "增补", "Co-option"},
                                     {"dispatch", "选派", "Dispatch"},
                                     {"election", "选举", "Election"},
                                     {"recruitment", "招聘", "Recruitment"}};
constexpr Word kAppraisalKindsWords[] = {
    {"annual", "年度", "Annual"},       {"comprehensive", "综合", "Comprehensive"},
    {"daily", "日常", "Daily"},         {"half_year", "半年", "Half-yearly"},
    {"monthly", "月度", "Monthly"},     {"quarter", "季度", "Quarterly"},
    {"single", "单项", "Single"},       {"special", "专项", "Special"},
    {"term", "届满", "At a term's end"}};
constexpr Word kArchiveKindsWords[] = {{"admonition", "诫勉", "Admonition"},
                                       {"appointment", "任免", "Appointment"},
                                       {"contest_result", "竞赛结果", "Result of a contest"},
                                       {"duty_report", "述职", "Duty report"},
                                       {"grade", "等次", "Grade"},
                                       {"honour", "荣誉", "Honour"},
                                       {"other", "其他", "Other"},
                                       {"pledge", "承诺", "Pledge"},
                                       {"sanction", "处分", "Sanction"},
                                       {"score", "评分", "Score"},
                                       {"training", "培训", "Training"},
                                       {"work_record", "工作纪实", "Work record"}};
constexpr Word kArchivesWords[] = {{"cadre", "干部档案", "Cadre file"},
                                   {"management", "管理档案", "Management file"},
                                   {"term_duty", "任期履职档案", "File of duties in the term"},
                                   {"training", "培训档案", "Training file"},
                                   {"work_results", "实绩档案", "Work-results file"}};
constexpr Word kAssistanceWords[] = {{"education", "助学", "Help with schooling"},
                                     {"employment", "就业", "Help to work"},
                                     {"in_kind", "实物", "In kind"},
                                     {"loan", "贷款", "Loan"},
                                     {"medical", "医疗", "Medical"},
                                     {"money", "资金", "Money"},
                                     {"other", "其他", "Other"},
                                     {"project", "项目", "Project"},
                                     {"skills", "技术", "Skills"}};
constexpr Word kAttributesWords[] = {{"birth_date", "出生日期", "Birth date"},
                                     {"education", "学历", "Education"},
                                     {"enrichment_ability", "致富能力", "Ability to get rich"},
                                     {"ethnicity", "民族", "Ethnicity"},
                                     {"health", "健康状况", "Health"},
                                     {"id_number", "身份证号", "Citizen id number"},
                                     {"joined", "入党日期", "Joined the party on"},
                                     {"membership", "政治面貌", "Membership"},
                                     {"native_place", "籍贯", "Native place"},
                                     {"occupation", "职业", "Occupation"},
                                     {"origin", "来源", "Origin"},
                                     {"skill", "专长", "Skill"},
                                     {"specialty", "专业", "Specialty"},
                                     {"status", "身份", "Status"},
                                     {"work_start", "参加工作时间", "Began to work on"}};
constexpr Word kAttributeValuesWords[] = {{"activist", "入党积极分子", "Activist"},
                                          {"democratic_party", "民主党派", "Of a democratic party"},
                                          {"good", "良好", "Good"},
                                          {"healthy", "健康", "Healthy"},
                                          {"ill", "患病", "Ill"},
                                          {"league_member", "共青团员", "League member"},
                                          {"masses", "群众", "Of no party"},
                                          {"none", "无", "None"},
                                          {"party_member", "中共党员", "Party member"},
                                          {"probationary", "预备党员", "Probationary member"},
                                          {"strong", "强", "Strong"},
                                          {"weak", "弱", "Weak"}};
constexpr Word kAudiencesWords[] = {{"all_members", "全体党员", "All members"},
                                    {"cadres", "干部", "Cadres"},
                                    {"candidates", "候选人", "Candidates"},
                                    {"committee_members", "委员", "Committee members"},
                                    {"company", "企业", "Company"},
                                    {"county", "县", "County"},
                                    {"experts", "专家", "Experts"},
                                    {"higher_organisation", "上级党组织", "Higher organisation"},
                                    {"leaders", "领导", "Leaders"},
                                    {"masses", "群众", "Masses"},
                                    {"members", "党员", "Members"},
                                    {"party_representatives", "党代表", "Party representatives"},
                                    {"peers", "同级", "Peers"},
                                    {"person", "本人", "The person"},
                                    {"representatives", "代表", "Representatives"},
                                    {"residents", "居民", "Residents"},
                                    {"secretary", "书记", "Secretary"},
                                    {"self", "自评", "Oneself"},
                                    {"stationed_cadres", "驻村干部", "Stationed cadres"},
                                    {"town_cadres", "镇干部", "Cadres of the town"},
                                    {"township", "乡镇", "Township"},
                                    {"township_committee", "乡镇党委", "Township committee"},
                                    {"township_secretaries", "乡镇党委书记", "Township secretaries"},
                                    {"two_committees", "两委班子", "Both committees"},
                                    {"unit", "单位", "Unit"},
                                    {"village", "村", "Village"},
                                    {"village_representatives", "村民代表", "Village representatives"},
                                    {"village_secretaries", "村党组织书记", "Village secretaries"},
                                    {"villagers", "村民", "Villagers"},
                                    {"young_cadres", "年轻干部", "Young cadres"}};
constexpr Word kBallotOptionsWords[] = {{"abstain", "弃权", "Abstention"},
                                        {"against", "反对", "Against"},
                                        {"basically_satisfied", "基本满意", "Basically satisfied"},
                                        {"dissatisfied", "不满意", "Dissatisfied"},
                                        {"for", "赞成", "For"},
                                        {"know_little", "不了解", "Knows too little"},
                                        {"satisfied", "满意", "Satisfied"}};
constexpr Word kBodiesWords[] = {{"advanced_worker", "先进工作者", "Advanced worker"},
                                 {"chamber_of_commerce", "工商联", "Chamber of commerce"},
                                 {"cppcc", "政协", "Political consultative conference"},
                                 {"model_worker", "劳动模范", "Model worker"},
                                 {"party_congress", "党代会", "Party congress"},
                                 {"peoples_congress", "人大", "People's congress"},
                                 {"trade_union", "工会", "Trade union"},
                                 {"womens_congress", "妇代会", "Women's congress"},
                                 {"youth_league", "团代会", "Youth league congress"}};
constexpr Word kBulletinsWords[] = {{"findings", "问题通报", "Findings"}, {"other", "其他", "Other"},
                                    {"praise", "表扬", "Praise"},         {"progress", "进度", "Progress"},
                                    {"ranking", "排名", "Ranking"},       {"report", "情况通报", "Report"}};
constexpr Word kCadencesWords[] = {{"half", "半年", "Half-year"},
                                   {"month", "月", "Month"},
                                   {"quarter", "季度", "Quarter"},
                                   {"two_months", "两个月", "Two months"},
                                   {"year", "年", "Year"}};
constexpr Word kCaseCausesWords[] = {{"absence", "擅离岗位", "Absence"},
                                     {"bribery", "受贿", "Bribery"},
                                     {"bribing_voters", "拉票贿选", "Bribing voters"},
                                     {"crime", "犯罪", "Crime"},
                                     {"discipline", "违纪", "Breach of discipline"},
                                     {"dereliction", "失职", "Dereliction"},
                                     {"embezzlement", "贪污挪用", "Embezzlement"},
                                     {"faction", "宗族帮派", "Faction"},
                                     {"law", "违法", "Breach of the law"},
                                     {"misconduct", "作风不正", "Misconduct"},
                                     {"other", "其他", "Other"},
                                     {"violation", "违规", "Violation"}};
constexpr Word kCaseOutcomesWords[] = {{"admonition", "诫勉", "Admonition"},
                                       {"closed", "结案", "Closed"},
                                       {"dismissal", "撤职", "Dismissal"},
                                       {"dropped", "撤案", "Dropped"},
                                       {"removal", "免职", "Removal"},
                                       {"sanction", "给予处分", "Sanctioned"},
                                       {"talk", "谈话", "Talk"},
                                       {"transferred", "移送", "Transferred"},
                                       {"unfounded", "不属实", "Unfounded"},
                                       {"warning", "警告", "Warning"}};
constexpr Word kChannelsWords[] = {{"bank", "银行", "Bank"},
                                   {"card", "一卡通", "One card"},
                                   {"cash", "现金", "Cash"},
                                   {"payroll", "工资统发", "Payroll"},
                                   {"treasury", "国库", "Treasury"}};
constexpr Word kComponentsWords[] = {{"allowance", "补贴", "Allowance"},
                                     {"basic_allowance", "基本补贴", "Basic allowance"},
                                     {"basic_pay", "基本报酬", "Basic pay"},
                                     {"basic_post_allowance", "基础职务补贴", "Basic post allowance"},
                                     {"bonus", "奖金", "Bonus"},
                                     {"burial_help", "丧葬补助", "Burial help"},
                                     {"departure_subsidy", "离任补贴", "Departure subsidy"},
                                     {"insurance", "保险", "Insurance"},
                                     {"living_allowance", "生活补助", "Living allowance"},
                                     {"pay_subsidy", "报酬补贴", "Pay subsidy"},
                                     {"pension_subsidy", "养老补助", "Pension subsidy"},
                                     {"performance", "绩效报酬", "Performance pay"},
                                     {"post_allowance", "岗位津贴", "Post allowance"},
                                     {"reward", "奖励", "Reward"},
                                     {"seniority", "任职年限补贴", "Seniority pay"},
                                     {"star_allowance", "星级补贴", "Star allowance"},
                                     {"travel", "交通通讯补助", "Travel and telephone"},
                                     {"work_pay", "工作报酬", "Work pay"}};
constexpr Word kConcernsWords[] = {
    {"conduct", "生活作风", "Conduct"},           {"finance", "财务问题", "Finance"},
    {"long_absence", "长期外出", "Long absence"}, {"other", "其他", "Other"},
    {"violation", "违规", "Violation"},           {"work_style", "工作作风", "Work style"}};
constexpr Word kConditionsWords[] = {{"abandoned", "闲置", "Idle"},
                                     {"damaged", "损坏", "Damaged"},
                                     {"good", "良好", "Good"},
                                     {"in_use", "使用中", "In use"},
                                     {"planned", "规划中", "Planned"},
                                     {"poor", "较差", "Poor"},
                                     {"under_construction", "在建", "Under construction"}};
constexpr Word kContestsWords[] = {{"dual_points", "双点走看赛", "Dual points"},
                                   {"secretary", "书记竞赛", "Secretaries"},
                                   {"secretary_project", "书记项目", "Secretary's project"},
                                   {"township_secretary", "乡镇书记竞赛", "Township secretaries"},
                                   {"village_secretary", "村书记竞赛", "Village secretaries"}};
constexpr Word kCountingWords[] = {{"consecutive", "连续", "Consecutive"},
                                   {"cumulative", "累计", "Cumulative"}};
constexpr Word kCriteriaWords[] = {{"age", "年龄", "Age"},
                                   {"character", "品行", "Character"},
                                   {"clean", "廉洁", "Clean record"},
                                   {"education", "学历", "Education"},
                                   {"enrichment_ability", "致富能力", "Ability to get rich"},
                                   {"guide_consents", "指导员同意", "The guide consents"},
                                   {"health", "身体健康", "Health"},
                                   {"long_away", "长期在外", "Long away from home"},
                                   {"loves_home", "热爱家乡", "Loves the home village"},
                                   {"party_member", "中共党员", "Party member"},
                                   {"rural_experience", "农村工作经验", "Experience of rural work"},
                                   {"success", "事业有成", "Success"},
                                   {"village_consents", "村同意", "The village consents"}};
constexpr Word kDecisionsWords[] = {
    {"approved", "通过", "Approved"}, {"partly_upheld", "部分支持", "Partly upheld"},
    {"rejected", "驳回", "Rejected"}, {"returned", "退回", "Returned"},
    {"upheld", "支持", "Upheld"},     {"withdrawn", "撤回", "Withdrawn"}};
constexpr Word kDegreesWords[] = {{"bachelor", "本科", "Bachelor"},
                                  {"college", "大专", "College"},
                                  {"doctor", "博士", "Doctor"},
                                  {"junior_high", "初中", "Junior high school"},
                                  {"master", "硕士", "Master"},
                                  {"primary", "小学", "Primary school"},
                                  {"senior_high", "高中", "Senior high school"},
                                  {"vocational", "中专", "Vocational school"}};
constexpr Word kDepartmentsWords[] = {{"agriculture", "农业农村部门", "Agriculture"},
                                      {"civil_affairs", "民政部门", "Civil affairs"},
                                      {"discipline", "纪检监察部门", "Discipline inspection"},
                                      {"environment", "环保部门", "Environment"},
                                      {"family_planning", "计生部门", "Family planning"},
                                      {"finance", "财政部门", "Finance"},
                                      {"health", "卫健部门", "Health"},
                                      {"human_resources", "人社部门", "Human resources"},
                                      {"land", "自然资源部门", "Land"},
                                      {"letters_and_visits", "信访部门", "Letters and visits"},
                                      {"organisation", "组织部门", "Organisation"},
                                      {"police", "公安部门", "Police"},
                                      {"poverty", "扶贫部门", "Poverty relief"},
                                      {"safety", "安监部门", "Safety"},
                                      {"supervision", "督查部门", "Supervision"}};
constexpr Word kDisclosuresWords[] = {{"affairs", "村务", "Village affairs"},
                                      {"finance", "财务", "Finance"},
                                      {"party_affairs", "党务", "Party affairs"},
                                      {"pay", "报酬", "Pay"},
                                      {"service", "服务", "Services"}};
constexpr Word kDispositionsWords[] = {
    {"adopted", "采纳", "Adopted"},         {"answered", "答复", "Answered"},
    {"confirmed", "属实", "Confirmed"},     {"explained", "说明", "Explained"},
    {"not_upheld", "不成立", "Not upheld"}, {"partly_adopted", "部分采纳", "Partly adopted"},
    {"rejected", "不采纳", "Rejected"},     {"sent_up", "上报", "Sent upward"},
    {"transferred", "移送", "Transferred"}};
constexpr Word kDomainsWords[] = {{"company", "企业", "Companies"},
                                  {"office", "机关", "Offices"},
                                  {"rural", "农村", "Rural"},
                                  {"school", "学校", "Schools"},
                                  {"social", "社会组织", "Social organisations"},
                                  {"urban", "社区", "Urban"}};
constexpr Word kDutiesWords[] = {{"consultation", "咨询", "Consultation"},
                                 {"contact", "联系", "Contact"},
                                 {"daily", "日常管理", "Daily management"},
                                 {"guidance", "指导", "Guidance"},
                                 {"key_work", "重点工作", "Key work"},
                                 {"management", "管理", "Management"},
                                 {"party_building_projects", "党建项目", "Party-building projects"},
                                 {"pay", "待遇保障", "Pay"},
                                 {"recorder", "纪实记录", "Recorder"},
                                 {"safety", "安全", "Safety"},
                                 {"supervision", "督促检查", "Supervision"},
                                 {"training", "培训", "Training"}};
constexpr Word kElectionMethodsWords[] = {
    {"contested", "差额选举", "More candidates than seats"},
    {"direct_election", "直接选举", "Direct election"},
    {"double_recommendation", "两推一选", "Two recommendations, one election"},
    {"examination", "考试", "Examination"},
    {"mutual_choice", "双向选择", "Mutual choice"},
    {"open_recommendation", "公推直选", "Open recommendation, direct election"},
    {"open_recruitment", "公开招聘", "Open recruitment"},
    {"uncontested", "等额选举", "As many candidates as seats"}};
constexpr Word kElectionOutcomesWords[] = {{"annulled", "无效", "Annulled"},
                                           {"elected", "当选", "Elected"},
                                           {"failed", "未选出", "Failed"},
                                           {"filled", "已选定", "Filled"},
                                           {"run_off", "另行选举", "Run-off"}};
constexpr Word kEndReasonsWords[] = {{"age", "年龄", "Age"},
                                     {"death", "去世", "Death"},
                                     {"dismissal", "撤职", "Dismissal"},
                                     {"election_lost", "落选", "Not elected again"},
                                     {"health", "健康", "Health"},
                                     {"merger", "组织合并", "Merger"},
                                     {"ordered_resignation", "责令辞职", "Ordered resignation"},
                                     {"other", "其他", "Other"},
                                     {"persuaded_resignation", "劝其辞职", "Persuaded resignation"},
                                     {"promotion", "提拔", "Promotion"},
                                     {"reassignment", "调任", "Reassignment"},
                                     {"recall", "罢免", "Recall"},
                                     {"removal", "免职", "Removal"},
                                     {"resignation", "辞职", "Resignation"},
                                     {"resignation_accepted", "准予辞职", "Accepted resignation"},
                                     {"retirement", "退休", "Retirement"},
                                     {"sentence", "判刑", "Sentence"},
                                     {"term_expiry", "届满", "Term expired"},
                                     {"violation", "违规", "Violation"}};
constexpr Word kFacilitiesWords[] = {{"education_base", "教育基地", "Education base"},
                                     {"office", "办公场所", "Office"},
                                     {"platform", "平台", "Platform"},
                                     {"practice_base", "实践基地", "Practice base"},
                                     {"service_centre", "服务中心", "Service centre"},
                                     {"talent_station", "人才驿站", "Talent station"},
                                     {"training_base", "培训基地", "Training base"}};
constexpr Word kFindingsWords[] = {
    {"no_candidate_for_now", "暂无合适人选", "No candidate for now"},
    {"no_suitable_local_candidate", "本地无合适人选", "No suitable local candidate"},
    {"partly_true", "部分属实", "Partly true"},
    {"suitable", "合适", "Suitable"},
    {"true", "属实", "True"},
    {"unfounded", "不属实", "Unfounded"},
    {"unsuitable", "不合适", "Unsuitable"}};
constexpr Word kFormsWords[] = {{"admonition_talk", "诫勉谈话", "Admonition talk"},
                                {"commitment_letter", "承诺书", "Commitment letter"},
                                {"education", "批评教育", "Criticism and education"},
                                {"face_to_face", "面对面", "Face to face"},
                                {"notice", "公示", "Notice"},
                                {"telephone", "电话", "By telephone"},
                                {"written", "书面", "Written"},
                                {"written_admonition", "书面诫勉", "Written admonition"}};
constexpr Word kGradeActionsWords[] = {{"admonition_talk", "诫勉谈话", "Admonition talk"},
                                       {"recommend_adjustment", "建议调整", "Recommended adjustment"},
                                       {"written_admonition", "书面诫勉", "Written admonition"}};
constexpr Word kGradesWords[] = {{"average", "一般", "Average"},
                                 {"basic", "基本称职（合格）", "Basic"},
                                 {"competent", "称职", "Competent"},
                                 {"excellent", "优秀", "Excellent"},
                                 {"good", "良好", "Good"},
                                 {"not_competent", "不称职", "Not competent"},
                                 {"outstanding", "突出", "Outstanding"},
                                 {"poor", "较差", "Poor"},
                                 {"qualified", "合格", "Qualified"},
                                 {"unqualified", "不合格", "Unqualified"}};
constexpr Word kGrowthWords[] = {{"evaluation", "评价", "Evaluation"},   {"honour", "荣誉", "Honour"},
                                 {"performance", "表现", "Performance"}, {"placement", "锻炼", "Placement"},
                                 {"review", "考察", "Review"},           {"training", "培训", "Training"}};
constexpr Word kHonoursWords[] = {{"advanced", "先进", "Advanced"},
                                  {"excellent_member", "优秀共产党员", "Excellent member"},
                                  {"excellent_secretary", "优秀党组织书记", "Excellent secretary"},
                                  {"excellent_worker", "优秀党务工作者", "Excellent party worker"},
                                  {"model_worker", "劳动模范", "Model worker"}};
constexpr Word kIndicatorsWords[] = {
    {"case", "典型事例", "Case"},
    {"collective_income", "集体经济收入", "Collective income"},
    {"farmer_per_capita_income", "农民人均纯收入", "Farmers' income per head"},
    {"households", "户数", "Households"},
    {"labourers", "劳动力", "Labourers"},
    {"local_labour_average_income", "当地劳动力平均收入", "Average income of local labour"},
    {"minimum_wage", "最低工资", "Minimum wage"},
    {"party_members", "党员数", "Party members"},
    {"population", "人口", "Population"},
    {"project", "项目", "Project"},
    {"township_cadre_pay", "乡镇干部报酬", "Pay of township cadres"},
    {"village_class", "村类别", "Class of the village"}};
constexpr Word kInspectionsWords[] = {{"comprehensive", "综合", "Comprehensive"},
                                      {"daily", "日常", "Daily"},
                                      {"mid_year", "年中", "Mid-year"},
                                      {"on_site", "现场", "On site"},
                                      {"special", "专项", "Special"},
                                      {"unannounced", "暗访", "Unannounced"},
                                      {"year_end", "年终", "Year's end"}};
constexpr Word kKeyReasonsWords[] = {{"compromised", "泄露", "Compromised"},
                                     {"error", "错误", "Error"},
                                     {"expired", "到期", "Expired"},
                                     {"left", "离任", "Left"},
                                     {"lost", "遗失", "Lost"},
                                     {"moved", "调动", "Moved"},
                                     {"replaced", "更换", "Replaced"}};
constexpr Word kLeapBirthdaysWords[] = {{"february_28", "2 月 28 日", "28 February"},
                                        {"march_1", "3 月 1 日", "1 March"}};
constexpr Word kLevelsWords[] = {{"central", "中央", "Central"}, {"city", "市", "City"},
                                 {"county", "县", "County"},     {"department", "部门", "Department"},
                                 {"province", "省", "Province"}, {"township", "乡镇", "Township"},
                                 {"village", "村", "Village"}};
constexpr Word kLifeMeansWords[] = {
    {"authenticated", "认证", "Authenticated"}, {"community", "社区核实", "Confirmed by the community"},
    {"data_match", "数据比对", "Data matched"}, {"face", "人脸识别", "By the face"},
    {"in_person", "到场", "In person"},         {"visit", "上门", "Visited"}};
constexpr Word kMaterialsWords[] = {{"book", "教材", "Book"},
                                    {"cases", "案例", "Cases"},
                                    {"handbook", "手册", "Handbook"},
                                    {"online", "网络课件", "Online"},
                                    {"video", "视频", "Video"}};
constexpr Word kMeetingsWords[] = {{"activist_nomination", "积极分子公推大会", "Nomination of activists"},
                                   {"committee", "委员会", "Committee"},
                                   {"compare", "比", "Comparison"},
                                   {"democratic_life", "民主生活会", "Democratic life meeting"},
                                   {"democratic_talk", "民主恳谈会", "Democratic talk"},
                                   {"dispatch", "调度会", "Dispatch"},
                                   {"dissect", "剖析会", "Dissection"},
                                   {"election_meeting", "选举大会", "Election meeting"},
                                   {"inspect", "督查", "Inspection"},
                                   {"joint", "联席会议", "Joint meeting"},
                                   {"members_meeting", "党员大会", "Members' meeting"},
                                   {"on_site", "现场会", "On site"},
                                   {"publicise", "宣传", "Publicity"},
                                   {"representatives", "代表会议", "Representatives"},
                                   {"two_committees", "两委会议", "Both committees"},
                                   {"villagers_meeting", "村民会议", "Villagers' meeting"}};
constexpr Word kMembershipWords[] = {{"full", "正式党员", "Full"},
                                     {"probationary", "预备党员", "Probationary"}};
constexpr Word kMentoringWords[] = {{"home_visit", "家访", "Visit at home"}, {"mentee", "培养对象", "Mentee"},
                                    {"mentor", "培养人", "Mentor"},          {"talk", "谈话", "Talk"},
                                    {"telephone", "电话", "Telephone"},      {"visit", "走访", "Visit"}};
constexpr Word kModesWords[] = {{"cross_village", "跨村任职", "From another village"},
                                {"graduate", "大学生村官", "Graduate"},
                                {"invited_back", "请回", "Invited back"},
                                {"local", "本村产生", "From the village"},
                                {"open_recruitment", "公开招聘", "Open recruitment"},
                                {"reserve", "后备选任", "From the reserve"},
                                {"retired_return", "退休返村", "Returned on retirement"},
                                {"seconded", "下派", "Seconded"},
                                {"stationed_guide", "驻村指导员", "Stationed guide"}};
constexpr Word kNoticesWords[] = {{"admission", "发展党员", "Admission"},
                                  {"appointment", "任前", "Before an appointment"},
                                  {"award", "评优", "Award"},
                                  {"candidate", "候选人", "Candidates"},
                                  {"grade", "等次", "Grade"},
                                  {"recruitment", "招录", "Recruitment"},
                                  {"result", "结果", "Result"}};
constexpr Word kOccasionsWords[] = {{"accident", "事故", "Accident"},
                                    {"admonition", "诫勉", "Admonition"},
                                    {"annual", "年度", "Yearly"},
                                    {"appointment", "任职", "Appointment"},
                                    {"birthday", "生日", "Birthday"},
                                    {"conflict", "矛盾", "Conflict"},
                                    {"departure", "离任", "Departure"},
                                    {"festival", "节日", "Festival"},
                                    {"grade", "考核结果", "Result of the appraisal"},
                                    {"hardship", "困难", "Hardship"},
                                    {"illness", "生病", "Illness"},
                                    {"july_first", "七一", "First of July"},
                                    {"retirement", "退休", "Retirement"},
                                    {"routine", "日常", "Routine"},
                                    {"spring_festival", "春节", "Spring festival"}};
constexpr Word kOpinionsWords[] = {{"annual_plan", "年度计划", "Annual plan"},
                                   {"appointment", "任免", "Appointment"},
                                   {"department", "部门意见", "Department"},
                                   {"difficulty", "困难", "Difficulty"},
                                   {"pledge", "承诺", "Pledge"},
                                   {"report", "汇报", "Report"},
                                   {"suggestion", "建议", "Suggestion"},
                                   {"targets", "目标", "Targets"}};
constexpr Word kOpinionTopicsWords[] = {{"balance", "待遇平衡", "Balance of pay"},
                                        {"fiscal_transfer", "财政转移支付", "Fiscal transfer"},
                                        {"funds", "经费", "Funds"},
                                        {"pay_by_results", "按实绩发放", "Pay by results"},
                                        {"pay_spread", "报酬差距", "Spread of pay"},
                                        {"roads", "道路", "Roads"},
                                        {"township_discretion", "乡镇统筹", "Discretion of the township"},
                                        {"water", "水利", "Water"}};
constexpr Word kOrgKindsWords[] = {{"authority", "机关", "Authority"},
                                   {"branch", "党支部", "Branch"},
                                   {"city", "市", "City"},
                                   {"committee", "委员会", "Committee"},
                                   {"community", "社区", "Community"},
                                   {"company", "企业", "Company"},
                                   {"cooperative", "合作社", "Cooperative"},
                                   {"county", "县", "County"},
                                   {"department", "部门", "Department"},
                                   {"general_branch", "党总支", "General branch"},
                                   {"joint", "联合党组织", "Joint organisation"},
                                   {"province", "省", "Province"},
                                   {"school", "学校", "School"},
                                   {"street", "街道", "Street"},
                                   {"township", "乡镇", "Township"},
                                   {"unit", "单位", "Unit"},
                                   {"village", "村", "Village"}};
constexpr Word kOrgReasonsWords[] = {{"dissolved", "撤销", "Dissolved"},
                                     {"error", "登记有误", "Registered in error"},
                                     {"merged", "合并", "Merged"},
                                     {"reorganised", "改制", "Reorganised"},
                                     {"split", "拆分", "Split"}};
constexpr Word kOrgansWords[] = {{"county_committee", "县委", "County committee"},
                                 {"county_org_dept", "县委组织部", "County organisation department"},
                                 {"discipline_commission", "纪委", "Discipline commission"},
                                 {"discipline_committee", "纪委", "Discipline committee"},
                                 {"org_dept_section", "组织部科室", "Section of the organisation department"},
                                 {"party_committee", "党委", "Party committee"},
                                 {"township_committee", "乡镇党委", "Township committee"},
                                 {"township_team", "乡镇班子", "Township team"},
                                 {"two_committees", "两委", "Both committees"}};
constexpr Word kOutcomesWords[] = {{"accepted", "验收通过", "Accepted"},  {"defused", "化解", "Defused"},
                                   {"failed", "未通过", "Failed"},        {"resolved", "解决", "Resolved"},
                                   {"revoked", "撤销", "Revoked"},        {"served", "期满", "Served"},
                                   {"transferred", "转办", "Transferred"}};
constexpr Word kPayGroupsWords[] = {{"main", "主要干部", "Main cadres"},
                                    {"other", "其他干部", "Other cadres"}};
constexpr Word kPayReductionsWords[] = {{"discretionary", "酌情", "Discretionary"}};
constexpr Word kPayersWords[] = {{"central", "中央", "Central"},
                                 {"city", "市", "City"},
                                 {"collective", "集体经济", "Collective"},
                                 {"county", "县", "County"},
                                 {"donation", "捐赠", "Donation"},
                                 {"fiscal", "财政", "Public purse"},
                                 {"fiscal_transfer", "财政转移支付", "Fiscal transfer"},
                                 {"individual", "个人", "The person"},
                                 {"party_dues", "党费", "Party dues"},
                                 {"province", "省", "Province"},
                                 {"township", "乡镇", "Township"},
                                 {"township_match", "乡镇配套", "Matched by the township"},
                                 {"unit", "派出单位", "Sending unit"},
                                 {"village", "村", "Village"}};
constexpr Word kPaymentCausesWords[] = {{"account_closed", "账户注销", "Account closed"},
                                        {"appointed", "再任职", "In office again"},
                                        {"benefit_ended", "待遇终止", "Benefit ended"},
                                        {"death", "去世", "Death"},
                                        {"error", "错误", "Error"},
                                        {"other", "其他", "Other"},
                                        {"sentence", "判刑", "Sentence"},
                                        {"violation", "违规", "Violation"},
                                        {"wrong_account", "账号错误", "Wrong account"}};
constexpr Word kPensionSchemesWords[] = {{"employee_basic", "职工基本养老", "Employees' basic pension"},
                                         {"resident", "居民基本养老", "Residents' basic pension"},
                                         {"rural", "农村养老", "Rural pension"},
                                         {"supplementary", "补充养老", "Supplementary pension"}};
constexpr Word kPensionStatusesWords[] = {{"employee", "职工", "Employee"},
                                          {"flexible_employment", "灵活就业人员", "In flexible employment"},
                                          {"resident", "居民", "Resident"}};
constexpr Word kPersonRolesWords[] = {{"activist", "入党积极分子", "Activist"},
                                      {"cadre", "干部", "Cadre"},
                                      {"departed", "离任干部", "Departed cadre"},
                                      {"graduate_cadre", "大学生村官", "Graduate cadre"},
                                      {"member", "党员", "Member"},
                                      {"organiser", "组织员", "Organiser"},
                                      {"reserve", "后备人才", "Reserve"},
                                      {"secretary", "书记", "Secretary"},
                                      {"stationed_cadre", "驻村干部", "Stationed cadre"},
                                      {"villager", "村民", "Villager"},
                                      {"volunteer", "志愿者", "Volunteer"}};
constexpr Word kPlacesWords[] = {{"account", "公众号", "Account"},
                                 {"broadcast", "广播", "Broadcast"},
                                 {"election_meeting", "选举大会", "Election meeting"},
                                 {"meeting", "会议", "Meeting"},
                                 {"monthly_magazine", "月刊", "Monthly magazine"},
                                 {"newspaper", "报纸", "Newspaper"},
                                 {"notice_board", "公告栏", "Notice board"},
                                 {"party_board", "党务公开栏", "Party board"},
                                 {"television", "电视", "Television"},
                                 {"village_board", "村务公开栏", "Village board"},
                                 {"website", "网站", "Website"}};
constexpr Word kPlacementsWords[] = {{"assistant", "助理", "Assistant"},
                                     {"rotation", "轮岗", "Rotation"},
                                     {"temporary", "挂职", "Temporary"},
                                     {"upward", "上挂", "Upward"}};
constexpr Word kPledgesWords[] = {
    {"annual", "年度", "Annual"}, {"annual_plan", "年度计划", "Annual plan"},
    {"duty", "履职", "Duty"},     {"entrepreneurial", "创业", "Entrepreneurial"},
    {"pledge", "承诺", "Pledge"}, {"pre_election", "选前", "Before the election"},
    {"public", "公开", "Public"}, {"targets", "目标", "Targets"},
    {"term", "任期", "Term"},     {"training_application", "培训报名", "Training application"}};
constexpr Word kPostsWords[] = {
    {"accounts_clerk", "会计", "Accounts clerk"},
    {"adviser", "指导员", "Adviser"},
    {"cadre", "干部", "Cadre"},
    {"clerk", "文书", "Clerk"},
    {"committee_member", "委员", "Committee member"},
    {"cooperative_head", "合作社负责人", "Head of a cooperative"},
    {"deputy", "副职", "Deputy"},
    {"deputy_director", "副主任", "Deputy director"},
    {"deputy_secretary", "副书记", "Deputy secretary"},
    {"director", "主任", "Director"},
    {"director_assistant", "主任助理", "Director's assistant"},
    {"first_secretary", "第一书记", "First secretary"},
    {"full_time_organiser", "专职组织员", "Full-time organiser"},
    {"group_leader", "村民小组长", "Group leader"},
    {"militia_commander", "民兵连长", "Militia commander"},
    {"organisation_committee_member", "组织委员", "Committee member for organisation"},
    {"secretary", "书记", "Secretary"},
    {"secretary_assistant", "书记助理", "Secretary's assistant"},
    {"security_officer", "治保主任", "Security officer"},
    {"supervision_head", "村务监督委员会主任", "Head of the supervision committee"},
    {"supporting_org_head", "配套组织负责人", "Head of a supporting organisation"},
    {"township_deputy_head", "副乡镇长", "Deputy head of the township"},
    {"township_head", "乡镇长", "Head of the township"},
    {"township_secretary", "乡镇党委书记", "Township secretary"},
    {"village_cadre", "村干部", "Village cadre"},
    {"womens_head", "妇联主席", "Head of the women's federation"},
    {"youth_league_secretary", "团支部书记", "Secretary of the youth league"}};
constexpr Word kPrinciplesWords[] = {{"balance", "平衡", "Balance"}, {"benefit", "效益", "Benefit"},
                                     {"both", "兼顾", "Both"},       {"efficiency", "效能", "Efficiency"},
                                     {"fair", "公平", "Fair"},       {"incentive", "激励", "Incentive"},
                                     {"just", "公正", "Just"},       {"management", "管理", "Management"},
                                     {"needs", "按需", "By need"},   {"open", "公开", "Open"},
                                     {"results", "实绩", "Results"}, {"safeguard", "保障", "Safeguard"}};
constexpr Word kPurposesWords[] = {{"care", "关爱", "Care"},
                                   {"facilities", "阵地建设", "Facilities"},
                                   {"grassroots", "基层党建", "Grassroots organisations"},
                                   {"inspection", "督查", "Inspection"},
                                   {"operation", "办公", "Operation"},
                                   {"pay", "报酬", "Pay"},
                                   {"pension", "养老", "Pension"},
                                   {"project", "项目", "Project"},
                                   {"reserve", "后备培养", "Reserve"},
                                   {"training", "培训", "Training"}};
constexpr Word kRoundingsWords[] = {
    {"ceiling", "进位", "Up"}, {"floor", "舍去", "Down"}, {"nearest", "四舍五入", "Nearest"}};
constexpr Word kQuotaTiesWords[] = {{"recorded", "先登记在前", "As recorded"},
                                    {"together", "同进退", "Together"}};
constexpr Word kRecruitmentWords[] = {{"area_cadre", "片区干部", "Area cadre"},
                                      {"civil_servant", "公务员", "Civil servant"},
                                      {"civil_service", "公务员", "Civil service"},
                                      {"contract", "合同制", "By contract"},
                                      {"institution", "事业单位", "Institution"}};
constexpr Word kReserveReasonsWords[] = {{"age", "年龄", "Age"},
                                         {"appointed", "已任用", "Appointed"},
                                         {"health", "健康", "Health"},
                                         {"moved", "调离", "Moved"},
                                         {"not_elected", "未当选", "Not elected"},
                                         {"not_suitable", "不适合", "Not suitable"},
                                         {"violation", "违规", "Violation"},
                                         {"withdrawn", "本人退出", "Withdrew"}};
constexpr Word kResultUsesWords[] = {{"adjustment", "调整", "Adjustment"},
                                     {"award", "评优", "Award"},
                                     {"cultivate", "培养", "Cultivation"},
                                     {"delegate", "推荐代表", "Delegates"},
                                     {"manage", "管理", "Management"},
                                     {"pay", "报酬", "Pay"},
                                     {"promote", "提拔", "Promotion"},
                                     {"promotion", "提拔", "Promotion"},
                                     {"recruitment", "招录", "Recruitment"},
                                     {"select", "选拔", "Selection"},
                                     {"stars", "星级", "Stars"}};
constexpr Word kResultWeightsWords[] = {
    {"ballot", "测评", "Ballot"}, {"committee", "党委考评", "Committee"}, {"contest", "竞赛", "Contest"}};
constexpr Word kReviewDimensionsWords[] = {{"ability", "能", "Ability"},
                                           {"diligence", "勤", "Diligence"},
                                           {"honesty", "廉", "Honesty"},
                                           {"results", "绩", "Results"},
                                           {"virtue", "德", "Virtue"}};
constexpr Word kRewardsWords[] = {{"annual", "年度", "Annual"},   {"contest", "竞赛", "Contest"},
                                  {"grade", "等次", "Grade"},     {"honour", "荣誉", "Honour"},
                                  {"in_kind", "实物", "In kind"}, {"income", "集体增收", "Collective income"},
                                  {"monthly", "月度", "Monthly"}, {"project", "项目", "Project"},
                                  {"star", "星级", "Stars"}};
constexpr Word kSanctionsWords[] = {{"demerit", "记过", "Demerit"},
                                    {"demotion", "降级（降职）", "Demotion"},
                                    {"discharge", "开除", "Discharge"},
                                    {"dismissal", "撤职", "Dismissal"},
                                    {"expulsion", "开除党籍", "Expulsion"},
                                    {"major_demerit", "记大过", "Major demerit"},
                                    {"ordered_resignation", "责令辞职", "Ordered resignation"},
                                    {"persuaded_resignation", "劝其辞职", "Persuaded resignation"},
                                    {"probation", "留党察看", "Probation within the party"},
                                    {"recommended", "建议调整", "Recommended"},
                                    {"removal", "免职", "Removal"},
                                    {"removal_from_post", "撤销党内职务", "Removal from party posts"},
                                    {"serious_warning", "严重警告", "Serious warning"},
                                    {"warning", "警告", "Warning"}};
constexpr Word kSchemesWords[] = {{"annual", "年度考核", "Annual"},
                                  {"half_year", "半年考核", "Half-yearly"},
                                  {"monthly", "月度考核", "Monthly"},
                                  {"organiser", "组织员考核", "Organisers"},
                                  {"quarterly", "季度考核", "Quarterly"},
                                  {"term", "届满考核", "At a term's end"},
                                  {"work_results", "实绩考核", "Work results"}};
constexpr Word kScorePartsWords[] = {
    {"basic", "基础项", "Basic"}, {"characteristic", "特色项", "Characteristic"},
    {"daily", "日常", "Daily"},   {"other", "其他", "Other"},
    {"review", "评议", "Review"}, {"scored", "评分项", "Scored"}};
constexpr Word kServiceMeansWords[] = {{"direct", "直接送达", "Direct"},
                                       {"entrusted", "委托送达", "Entrusted"},
                                       {"left", "留置送达", "Left"},
                                       {"post", "邮寄送达", "By post"},
                                       {"public_notice", "公告送达", "By public notice"}};
constexpr Word kServicesWords[] = {{"certificates", "证明", "Certificates"},
                                   {"culture", "文化", "Culture"},
                                   {"elderly_care", "养老", "Care of the old"},
                                   {"legal", "法律", "Legal advice"},
                                   {"medical", "医疗", "Medical"},
                                   {"meetings", "会议", "Meetings"},
                                   {"study", "学习", "Study"},
                                   {"talent", "人才", "Talent"},
                                   {"training", "培训", "Training"}};
constexpr Word kSourcesWords[] = {{"branch", "支部推荐", "Branch"},
                                  {"cadre", "干部", "Cadres"},
                                  {"cooperative_head", "合作社负责人", "Heads of cooperatives"},
                                  {"enrichment_leader", "致富带头人", "Leaders in getting rich"},
                                  {"entrepreneur", "企业家", "Entrepreneurs"},
                                  {"graduate", "大学生", "Graduates"},
                                  {"graduate_cadre", "大学生村官", "Graduate cadres"},
                                  {"higher_organisation", "上级党组织", "Higher organisation"},
                                  {"inside", "内部", "Inside"},
                                  {"invited_back", "请回", "Invited back"},
                                  {"local_talent", "乡土人才", "Local talent"},
                                  {"masses", "群众推荐", "Masses"},
                                  {"members", "党员推荐", "Members"},
                                  {"migrant_worker", "外出务工人员", "Workers away from home"},
                                  {"office", "机关", "Offices"},
                                  {"outside", "外部", "Outside"},
                                  {"retired_cadre", "退休干部", "Retired cadres"},
                                  {"returned", "返乡人员", "Returned home"},
                                  {"self", "自荐", "Self"},
                                  {"stationed_cadre", "驻村干部", "Stationed cadres"},
                                  {"talent_station", "人才驿站", "Talent station"},
                                  {"technical_backbone", "技术骨干", "Technical backbone"},
                                  {"veteran", "退役军人", "Veterans"}};
constexpr Word kStagesWords[] = {
    {"candidate", "人选", "Candidate"}, {"first", "一级", "First"},
    {"initial", "初步", "Initial"},     {"mature", "成熟", "Mature"},
    {"near", "近期", "Near"},           {"second", "二级", "Second"},
    {"secretary", "书记", "Secretary"}, {"two_committees", "两委", "Both committees"}};
constexpr Word kStarsWords[] = {{"branch", "支部", "Branch"},   {"cadre", "干部", "Cadre"},
                                {"member", "党员", "Member"},   {"secretary", "书记", "Secretary"},
                                {"service", "服务", "Service"}, {"village", "村", "Village"}};
constexpr Word kStatesWords[] = {{"done", "完成", "Done"},
                                 {"dropped", "取消", "Dropped"},
                                 {"in_progress", "进行中", "In progress"},
                                 {"landed", "落地", "Landed"},
                                 {"listed", "已列入", "Listed"},
                                 {"overdue", "逾期", "Overdue"},
                                 {"planned", "计划", "Planned"},
                                 {"pledged", "已承诺", "Pledged"},
                                 {"published", "已公开", "Published"}};
constexpr Word kSuspensionsWords[] = {
    {"case", "立案", "Case"},           {"health", "健康", "Health"},
    {"inquiry", "接受调查", "Inquiry"}, {"long_absence", "长期外出", "Long absence"},
    {"other", "其他", "Other"},         {"violation", "违规", "Violation"}};
constexpr Word kTargetCategoriesWords[] = {{"culture", "文化", "Culture"},
                                           {"economy", "经济发展", "Economy"},
                                           {"environment", "环境", "Environment"},
                                           {"harmony", "和谐稳定", "Harmony"},
                                           {"hot_issues", "热点难点", "Hot issues"},
                                           {"organisation", "组织建设", "Organisation"},
                                           {"other", "其他", "Other"},
                                           {"party_building", "党的建设", "Party building"},
                                           {"personnel", "人才", "Personnel"},
                                           {"public_welfare", "公益事业", "Public welfare"}};
constexpr Word kTargetScopesWords[] = {{"annual", "年度", "Annual"},
                                       {"basic", "基本", "Basic"},
                                       {"individual", "个性", "Individual"},
                                       {"structural", "结构", "Structural"},
                                       {"term", "任期", "Term"}};
constexpr Word kTrainingFormatsWords[] = {
    {"base", "基地", "At a base"},     {"class", "集中", "Class"},         {"distance", "远程", "Distance"},
    {"field", "现场", "In the field"}, {"lecture", "讲座", "Lecture"},     {"mixed", "混合", "Mixed"},
    {"online", "网络", "Online"},      {"placement", "跟班", "Placement"}, {"visit", "考察", "Visit"}};
constexpr Word kTrainingPoolsWords[] = {
    {"experts", "专家", "Experts"},         {"local", "本地师资", "Local trainers"},
    {"officials", "领导干部", "Officials"}, {"party_school", "党校", "Party school"},
    {"secretaries", "书记", "Secretaries"}, {"technicians", "技术人员", "Technicians"}};
constexpr Word kTrainingResultsWords[] = {{"failed", "未通过", "Failed"}, {"passed", "通过", "Passed"}};
constexpr Word kUnscoredWords[] = {{"left_out", "不计", "Left out"}};
constexpr Word kUnqualifiedWords[] = {{"absence", "长期外出", "Long absence"},
                                      {"grade", "考核不合格", "By the appraisal"},
                                      {"incompetence", "不胜任", "Incompetence"},
                                      {"violation", "违规", "Violation"}};

constexpr Word kConfidentialityWords[] = {{"discipline", "纪律审查和问题线索", "Discipline and leads"}};

constexpr Vocabulary kVocabularies[] = {
    {"activist_group", "积极分子类别", "Groups of activists", kActivistGroupsWords},
    {"algorithm", "算法", "Algorithms", kAlgorithmsWords, true},
    {"appointing", "产生方式", "Ways to take office", kAppointingWords},
    {"appraisal_kind", "考核类别", "Kinds of appraisal", kAppraisalKindsWords},
    {"archive", "档案", "Files", kArchivesWords},
    {"archive_kind", "档案材料类别", "Kinds of what is filed", kArchiveKindsWords},
    {"assistance", "帮扶类别", "Kinds of help", kAssistanceWords},
    {"attribute", "人员属性", "Attributes of people", kAttributesWords},
    {"attribute_value", "属性值", "Values of attributes", kAttributeValuesWords},
    {"audience", "对象", "Audiences", kAudiencesWords},
    {"ballot_option", "测评选项", "Options of a ballot", kBallotOptionsWords},
    {"body", "机构和称号", "Bodies and titles", kBodiesWords},
    {"bulletin", "通报类别", "Kinds of bulletins", kBulletinsWords},
    {"cadence", "周期", "How often", kCadencesWords, true},
    {"case_cause", "案由", "Causes of a case", kCaseCausesWords},
    {"case_outcome", "案件处理结果", "Outcomes of a case", kCaseOutcomesWords},
    {"channel", "发放渠道", "Channels of payment", kChannelsWords},
    {"component", "报酬项目", "Components of pay", kComponentsWords},
    {"concern", "反映问题类别", "Kinds of concerns", kConcernsWords},
    {"condition", "设施状况", "Conditions of a facility", kConditionsWords},
    {"confidentiality", "密级", "Confidentiality classes", kConfidentialityWords},
    {"contest", "竞赛", "Contests", kContestsWords},
    {"counting", "年限计法", "Ways to count service", kCountingWords, true},
    {"criterion", "条件", "Criteria", kCriteriaWords},
    {"decision", "审核结论", "Decisions", kDecisionsWords},
    {"degree", "学历", "Degrees", kDegreesWords},
    {"department", "部门", "Departments", kDepartmentsWords},
    {"disclosure", "公开类别", "Categories of disclosure", kDisclosuresWords},
    {"disposition", "处置", "Dispositions", kDispositionsWords},
    {"domain", "领域", "Domains", kDomainsWords},
    {"duty", "职责", "Duties", kDutiesWords},
    {"election_method", "选任方式", "Methods of selection", kElectionMethodsWords},
    {"election_outcome", "选举结果", "Outcomes of an election", kElectionOutcomesWords},
    {"end_reason", "离任原因", "Reasons of an end", kEndReasonsWords},
    {"facility", "阵地设施", "Facilities", kFacilitiesWords},
    {"finding", "认定", "Findings", kFindingsWords},
    {"form", "方式", "Forms", kFormsWords},
    {"grade", "等次", "Grades", kGradesWords},
    {"grade_action", "等次后果", "What follows from a grade", kGradeActionsWords},
    {"growth", "成长纪实类别", "Kinds of growth", kGrowthWords},
    {"honour", "荣誉称号", "Honours", kHonoursWords},
    {"indicator", "指标", "Indicators", kIndicatorsWords},
    {"inspection", "督查类别", "Kinds of inspection", kInspectionsWords},
    {"key_reason", "密钥和授权终止原因", "Reasons to end a key or a grant", kKeyReasonsWords},
    {"leap_birthday", "闰日生日", "Birthdays of 29 February", kLeapBirthdaysWords, true},
    {"level", "层级", "Levels", kLevelsWords},
    {"life_means", "生存认证方式", "Ways to confirm life", kLifeMeansWords},
    {"material", "教材类别", "Kinds of material", kMaterialsWords},
    {"meeting", "会议", "Meetings", kMeetingsWords},
    {"membership", "党员类别", "Kinds of membership", kMembershipWords},
    {"mentoring", "结对培养", "Mentoring", kMentoringWords},
    {"mode", "任用方式", "Modes of appointment", kModesWords},
    {"notice", "公示类别", "Kinds of notices", kNoticesWords},
    {"occasion", "事由", "Occasions", kOccasionsWords},
    {"opinion", "意见类别", "Kinds of opinions", kOpinionsWords},
    {"opinion_topic", "意见主题", "Topics of opinions", kOpinionTopicsWords},
    {"org_kind", "组织类别", "Kinds of organisations", kOrgKindsWords},
    {"org_reason", "组织撤销原因", "Reasons to close an organisation", kOrgReasonsWords},
    {"organ", "机关", "Organs", kOrgansWords},
    {"outcome", "办理结果", "Outcomes", kOutcomesWords},
    {"pay_group", "报酬人员类别", "Groups of pay", kPayGroupsWords},
    {"pay_reduction", "降低报酬", "Cuts of pay", kPayReductionsWords},
    {"payer", "资金来源", "Payers", kPayersWords},
    {"payment_cause", "退回和停发原因", "Causes to return or stop a payment", kPaymentCausesWords},
    {"pension_scheme", "险种", "Pension schemes", kPensionSchemesWords},
    {"pension_status", "参保身份", "Pension statuses", kPensionStatusesWords},
    {"person_role", "人员身份", "Roles of people", kPersonRolesWords},
    {"place", "地点和媒介", "Places and media", kPlacesWords},
    {"placement", "锻炼方式", "Kinds of placement", kPlacementsWords},
    {"pledge", "承诺类别", "Kinds of pledges", kPledgesWords},
    {"post", "职务", "Posts", kPostsWords},
    {"principle", "原则", "Principles", kPrinciplesWords},
    {"purpose", "经费用途", "Purposes of money", kPurposesWords},
    {"quota_ties", "同分处理", "Equal scores", kQuotaTiesWords, true},
    {"recruitment", "招录类别", "Kinds of recruitment", kRecruitmentWords},
    {"reserve_reason", "退出后备原因", "Reasons to leave the reserve", kReserveReasonsWords},
    {"result_use", "结果运用", "Uses of results", kResultUsesWords, true},
    {"result_weight", "结果权重", "Weights of results", kResultWeightsWords, true},
    {"review_dimension", "评议方面", "Dimensions of the review", kReviewDimensionsWords},
    {"reward", "奖励类别", "Kinds of rewards", kRewardsWords},
    {"rounding", "取整方式", "Roundings", kRoundingsWords, true},
    {"sanction", "处分和组织处理", "Sanctions and measures", kSanctionsWords},
    {"scheme", "考核办法", "Schemes", kSchemesWords},
    {"score_part", "计分部分", "Parts of a score", kScorePartsWords},
    {"service", "服务", "Services", kServicesWords},
    {"service_means", "送达方式", "Ways to serve a document", kServiceMeansWords},
    {"source", "来源", "Sources of people", kSourcesWords},
    {"stage", "后备层级和阶段", "Tiers and stages of the reserve", kStagesWords},
    {"stars", "星级类别", "Kinds of stars", kStarsWords},
    {"state", "进展状态", "States", kStatesWords},
    {"suspension", "停职原因", "Reasons of a suspension", kSuspensionsWords},
    {"target_category", "目标方面", "Heads of targets", kTargetCategoriesWords},
    {"target_scope", "目标范围", "Scopes of targets", kTargetScopesWords},
    {"training_format", "培训形式", "Forms of training", kTrainingFormatsWords},
    {"training_pool", "师资库", "Pools of trainers", kTrainingPoolsWords},
    {"training_result", "培训结果", "Results of training", kTrainingResultsWords},
    {"unqualified", "不合格认定标准", "Criteria of the unqualified", kUnqualifiedWords},
    {"unscored", "未评分的处理", "What is done without a score", kUnscoredWords, true}};

using WordIndex = std::unordered_map<std::string_view, const Word*>;

const WordIndex& index_of(const Vocabulary& vocabulary) {
  static const std::vector<WordIndex> built = [] {
    std::vector<WordIndex> out;
    for (const Vocabulary& each : kVocabularies) {
      WordIndex& index = out.emplace_back();
      for (const Word& word : each.words) index.emplace(word.code, &word);
    }
    return out;
  }();
  return built[static_cast<std::size_t>(&vocabulary - kVocabularies)];
}

}  // namespace

std::span<const Vocabulary> vocabularies() { return kVocabularies; }

const Vocabulary* find_vocabulary(std::string_view name) {
  return find_first(kVocabularies, [&](const Vocabulary& vocabulary) { return vocabulary.name == name; });
}

Vocabularies vocabularies_named(std::string_view names) {
  Vocabularies out;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (const auto* found = find_vocabulary(names.substr(0, end))) out.push_back(found);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return out;
}

std::string names_of(const Vocabularies& among) {
  std::string out;
  for (const Vocabulary* vocabulary : among) {
    if (!out.empty()) out += ' ';
    out += vocabulary->name;
  }
  return out;
}

const Word* find_word(const Vocabularies& among, std::string_view code) {
  for (const Vocabulary* vocabulary : among) {
    const WordIndex& index = index_of(*vocabulary);
    if (const auto found = index.find(code); found != index.end()) return found->second;
  }
  return nullptr;
}

}  // namespace tenure
