# Why a file cannot be read: `file-<code>`, and what to do: `-advice`.

file-empty = 文件是空的。
file-empty-advice = 请检查后重新上传有内容的文件。
file-too-large = 文件大小{ $bytes }，超过{ $limit }上限。
file-too-large-advice = 请压缩图片或拆出附件后重新上传，也可直接粘贴正文。
file-too-much-text = 文件中的文字超过{ $limit }上限。
file-too-much-text-advice = 请只上传正文，数据、名册等另作附件。
file-legacy-doc = 这是旧版 Word 文件（.doc），系统不能准确计字。
file-legacy-doc-advice = 请另存为 .docx 格式后重新上传。
file-legacy-wps = 这是 WPS 专用格式文件（.wps），系统不能准确计字。
file-legacy-wps-advice = 请另存为 .docx 格式后重新上传。
file-cut-short = 第{ $page }页的内容有错误，其后的文字读不出来，不能准确计字。
file-cut-short-advice = 请用文字处理软件重新导出 PDF，或用其他软件打印为 PDF 后重新上传；有原稿的，请上传 .docx 文件。
file-unreadable-text = 文件中的文字看得见，但无法识别是哪些字，不能计字和检查。
file-unreadable-text-advice = 请用文字处理软件重新导出 PDF，或用其他软件打印为 PDF 后重新上传；有原稿的，请上传 .docx 文件。
file-hidden-text = 文件中有隐藏文字{ $characters }字，超过{ $limit }字上限；审批人看不到这些文字。
file-hidden-text-advice = 请取消隐藏或删除这些文字后重新上传。
file-encrypted = 文件设有密码，不能读取。
file-encrypted-advice = 请取消密码后重新上传。若因涉密而加密，请勿上传，按涉密渠道办理。
file-corrupt = 文件已损坏或不完整。
file-corrupt-advice = 有原稿的，请用文字处理软件打开后另存为 .docx 或重新导出 PDF；只有 PDF 的，请用其他软件打印为 PDF 后重新上传。
file-wrong-extension = 文件扩展名与内容不符，实际内容为{ $found }格式。
file-wrong-extension-advice = 请改用扩展名 .{ $found }，或另存为 .docx 格式后重新上传。
file-scanned = 文件全部是图片，没有可计字的文字。
file-scanned-advice = 请上传原始电子文件，或先作文字识别后重新上传。
file-macro = 文件含有宏，不予接收。
file-macro-advice = 请另存为不含宏的 .docx 格式后重新上传。
file-embedded = 文件中嵌有其他文件，其中的文字不能计入字数。
file-embedded-advice = 请把嵌入的内容直接写入正文，另存为 .docx 格式后重新上传。
file-hostile = 文件结构异常，超出安全限制，未予读取。
file-hostile-advice = 请用原软件另存一份后重新上传；仍不能上传的，请直接粘贴正文。
file-unknown-encoding = 不能识别文本文件的编码。
file-unknown-encoding-advice = 请另存为 UTF-8 编码或 .docx 格式后重新上传。
file-unsupported = 不支持这种文件。
file-unsupported-advice = 请上传 .docx、.odt、.pdf、.ofd、.txt 或 .md 文件，或直接粘贴正文。
file-too-slow = 读取文件超时。
file-too-slow-advice = 请精简文件中的图片和表格后重新上传，或直接粘贴正文。
file-crashed = 读取文件时出错，未读出内容。
file-crashed-advice = 请用原软件另存一份后重新上传，或直接粘贴正文。
file-format-off = 本系统未启用 PDF 文件读取。
file-format-off-advice = 请上传 .docx 文件，或直接粘贴正文。

# What is said beside the count of a file: `beside-file-<what>`.

beside-file-list-numbers = 其中自动编号{ $n }字，文字处理软件不计。
beside-file-hidden = 另有隐藏文字{ $n }字，未计。
beside-file-pictures = 含图片{ $n }幅，图中文字未计。
