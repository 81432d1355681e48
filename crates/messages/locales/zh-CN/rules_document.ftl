# What the rules about documents say, in the order of the rules; see rules.ftl for the shape of the keys.

rule-annex-length = 附件共{ $n }字，超过{ $limit }字（正文及印发件{ $text }字）。
rule-annex-length-advice = 附件不计入篇幅，但同样要有人看。请精简附件，能不附的不附。
rule-annex-length-beside-short-text = 附件共{ $n }字，超过{ $limit }字，且超过正文及印发件（{ $text }字）的{ $times }倍，需说明理由。
rule-annex-length-beside-short-text-advice = 属于工作要求的内容请写入正文；确需以附件形式印发的，请说明理由，由分管领导认可。
rule-annex-length-name = 附件篇幅
rule-annex-length-basis = 本系统规定：附件不计入篇幅，但不得以“正文短、附件长”规避篇幅限制。

rule-split-suspect = 与本单位{ $date }报批的“{ $title }”标题相近（{ $pct }%），两件篇幅都较长，疑似化整为零，需说明理由。
rule-split-suspect-advice = 请将两件合并精简后报批；确属两项工作的，请说明理由，由分管领导认可。
rule-split-suspect-facts-missing = 未能取得本单位近期报批的其他文件，无法核对是否化整为零，暂不受理。
rule-split-suspect-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-split-suspect-name = 化整为零
rule-split-suspect-basis = 《整治形式主义为基层减负若干规定》第一条：防止以“红头”变“白头”、正式改便笺、多文合一等方式规避发文数量管理。

rule-quota-doc = 本单位{ $year }年发文限额{ $quota }件，本件为第{ $n }件（上年{ $baseline }件）。
rule-quota-doc-advice = 已超过限额，请合并、暂缓或改用其他方式；确需发文的，请说明理由，由主要领导认可。
rule-quota-doc-last-year = 本单位{ $year }年发文限额{ $quota }件，本件为第{ $n }件（上年{ $baseline }件）。
rule-quota-doc-last-year-advice = 已超过上年实际发文数，不予受理。请合并、暂缓或改用其他方式；确需发文的，请先向上级书面说明，并在审批单上填写说明的文号。
rule-quota-doc-explained = 本单位{ $year }年发文限额{ $quota }件，本件为第{ $n }件（上年{ $baseline }件）。
rule-quota-doc-explained-advice = 已超过上年实际发文数并已向上级书面说明，请说明本件确需印发的理由，由主要领导认可。
rule-quota-doc-near = 本单位{ $year }年发文限额{ $quota }件，本件为第{ $n }件（上年{ $baseline }件）。
rule-quota-doc-near-advice = 指标将要用完，请统筹安排后续发文。
rule-quota-doc-no-baseline = 未登记本单位上年发文数，无法核对{ $year }年发文限额，本件为本年第{ $n }件。
rule-quota-doc-no-baseline-advice = 可继续办理；请联系系统管理员登记上年发文数。
rule-quota-doc-facts-missing = 未能取得本单位本年已发文数，无法核对限额，暂不受理。
rule-quota-doc-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-quota-doc-name = 发文数量
rule-quota-doc-basis = 精文减会规定：发文数量减少30%—50%；《整治形式主义为基层减负若干规定》：年度实际发文数量一般只减不增，超过上年度的应当向上级党委办公厅（室）书面说明。

rule-plan-doc = 未填写发文立项，需说明理由。
rule-plan-doc-advice = 请填写年度发文计划中的对应项目；计划外确需发文的，请说明理由，由分管领导认可。
rule-plan-doc-unknown = 年度发文计划中没有可用的项目“{ $item }”，需说明理由。
rule-plan-doc-unknown-advice = 请核对项目是否属于本单位、是否已用于其他文件；计划外确需发文的，请说明理由，由分管领导认可。
rule-plan-doc-facts-missing = 未能取得本单位的年度发文计划，无法核对发文立项，暂不受理。
rule-plan-doc-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-plan-doc-name = 发文立项
rule-plan-doc-basis = 《整治形式主义为基层减负若干规定》：计划管理、总量管控和发文立项制度。

rule-already-deployed = 该项工作已于{ $date }开会部署，一般不再发文。
rule-already-deployed-advice = “{ $title }”已部署该项工作，请撤回本件；会后确有新的任务须发文明确的，请说明理由，由分管领导认可。
rule-already-deployed-named = 该项工作已开会部署，一般不再发文。
rule-already-deployed-named-advice = 审批单已注明本件落实某次会议的部署，请撤回本件；会后确有新的任务须发文明确的，请说明理由，由分管领导认可。
rule-already-deployed-facts-missing = 未能取得近期会议，无法核对该项工作是否已开会部署，暂不受理。
rule-already-deployed-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-already-deployed-name = 已开会部署不再发文
rule-already-deployed-basis = 精文减会规定：已开会部署并明确工作任务的，一般不再发文。

rule-copy-paste = 与来文重复{ $pct }%，请结合实际修改或原文转发。
rule-copy-paste-advice = 来文为{ $from }“{ $title }”。请写明结合本地实际的具体措施，或原文转发、电话传达；确需印发的，请说明理由，由主要领导认可。
rule-copy-paste-hint = 与来文重复{ $pct }%，请结合实际修改或原文转发。
rule-copy-paste-hint-advice = 来文为{ $from }“{ $title }”。可继续办理，请尽量删去与来文重复的内容。
rule-copy-paste-facts-missing = 未能比对来文，无法核对是否照抄照搬，暂不受理。
rule-copy-paste-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-copy-paste-name = 照抄照搬
rule-copy-paste-basis = 精文减会规定：不发照抄照搬的文件；凡没有结合本地实际的具体措施，原文转发执行即可。

rule-similar-doc = 与{ $date }印发的“{ $title }”标题相近（{ $pct }%），需说明理由。
rule-similar-doc-advice = 请沿用已印发的文件；确需再次发文的，请说明有何新的要求，由分管领导认可。
rule-similar-doc-facts-missing = 未能取得本单位已印发的文件，无法核对是否重复发文，暂不受理。
rule-similar-doc-facts-missing-advice = 请稍后重新报批；仍不能办理的，请联系系统管理员。
rule-similar-doc-name = 重复发文
rule-similar-doc-basis = 本系统规定：半年内已就同一事项发文的，一般不再发文。

rule-countersign-required = 文中涉及{ $unit }等{ $n }个部门，尚未列为会签单位。
rule-countersign-required-advice = 请征求相关部门意见，并列入会签单位；不涉及其职权的，可继续办理。
rule-countersign-required-name = 征求相关部门意见
rule-countersign-required-basis = 《党政机关公文处理工作条例》第十九条第六项：涉及其他地区或者部门职权范围内的事项，起草单位必须征求相关地区或者部门意见，力求达成一致。

rule-burden-terms = 文中有{ $n }处可能增加基层负担的要求：{ $words }。
rule-burden-terms-advice = 请核对是否确有必要，能不要求的不要求；确有必要的，可继续办理。
rule-burden-terms-name = 增加负担的要求
rule-burden-terms-basis = 《整治形式主义为基层减负若干规定》：发文前应当作与为基层减负一致性评估，防止过度留痕、层层报表。

rule-short-deadline = 要求{ $date }前报送，距今只有{ $days }个工作日，少于{ $limit }个，需说明理由。
rule-short-deadline-advice = 请放宽报送时限；情况紧急确需当时报送的，请说明理由，由分管领导认可。
rule-short-deadline-name = 报送时限过短
rule-short-deadline-basis = 减负规定：严禁“上午发通知，下午要情况”，不得周五下班发通知、周一上午要求报材料。

rule-request-one-matter = 文中有{ $n }处请求批准，请示应当一文一事。
rule-request-one-matter-advice = 请核对是否为同一事项；不是同一事项的，请分别请示。
rule-request-one-matter-name = 请示一文一事
rule-request-one-matter-basis = 《党政机关公文处理工作条例》第十五条第四项：请示应当一文一事。

rule-not-to-person = 主送机关中有个人（{ $person }），公文不得以机关名义主送个人。
rule-not-to-person-advice = 请改为主送其所在机关。审批单上只能选择单位，通过接口提交的请更正。
rule-not-to-person-name = 不主送个人
rule-not-to-person-basis = 《党政机关公文处理工作条例》第十五条第五项：除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文。主送机关由审批单限定为单位。

rule-skip-level = 主送机关{ $unit }不是直接上级（{ $superior }），属越级行文，需说明理由。
rule-skip-level-advice = 请改为主送{ $superior }；情况特殊确需越级的，请说明理由，由主要领导认可，并抄送被越过的机关。
rule-skip-level-name = 不越级行文
rule-skip-level-basis = 《党政机关公文处理工作条例》第十四条：一般不得越级行文，特殊情况需要越级行文的，应当同时抄送被越过的机关。
