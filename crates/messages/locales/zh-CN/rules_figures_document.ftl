# The figures of the rules about documents, by name.

parameter-annex-length = 附件字数提示线
parameter-annex-times = 附件与正文字数的最大倍数
parameter-split-days = 化整为零核对天数
parameter-split-characters = 化整为零核对的每件最少字数
parameter-split-alike = 化整为零标题相似度
parameter-plan-doc = 发文立项的核对
parameter-plan-doc-0 = 以填报为准
parameter-plan-doc-1 = 须在已登记的年度发文计划内
parameter-deployed-days = 开会部署后不再发文的天数
parameter-deployed-alike = 文件与会议标题相似度
parameter-copy-paste = 与来文重复须说明理由的比例
parameter-copy-hint = 与来文重复提示的比例
parameter-copy-blocks = 照抄照搬的处理
parameter-copy-blocks-0 = 需说明理由
parameter-copy-blocks-1 = 不予受理
parameter-similar-doc-days = 重复发文核对天数
parameter-similar-doc = 重复发文标题相似度
parameter-return-days = 报送时限最少工作日
