"""A small policy of another shape than the real ones, made into a folder: rows that are filled in beside
their names, a list in each that is empty at first, a second table whose rows look alike until they are
filled in and can be added, and a name of the rows' group that is a field."""

FORM = """<kusei:form xmlns="http://www.w3.org/2002/xforms" xmlns:kusei="urn:kusei:form"
            version="1" city="271004" first-year="2015" last-year="2015">
  <label xml:lang="ja">小さな計画</label>
  <model>
    <instance id="assessment" src="blank.xml"/>
    <instance id="prototypes" src="prototypes.xml"/>
    <bind nodeset="task/step/figure" type="kusei:figure"/>
    <bind nodeset="task/reason" relevant="../state = '遅れ'"/>
    <bind nodeset="idea/code" type="kusei:code"/>
  </model>
  <group ref="." appearance="full">
    <label xml:lang="ja">表紙</label>
    <input ref="title"><label xml:lang="ja">表題</label></input>
    <repeat nodeset="task" appearance="full">
      <label xml:lang="ja"><output value="name"/></label>
      <input ref="group"><label xml:lang="ja">分野</label></input>
      <input ref="name"><label xml:lang="ja">仕事</label></input>
      <select1 ref="state">
        <label xml:lang="ja">状況</label>
        <item><label xml:lang="ja">予定どおり</label><value>順調</value></item>
        <item><label xml:lang="ja">遅い</label><value>遅れ</value></item>
      </select1>
      <textarea ref="reason"><label xml:lang="ja">理由</label></textarea>
      <repeat nodeset="step">
        <label xml:lang="ja">手順</label>
        <insert origin="instance('prototypes')/step"/>
        <textarea ref="what"><label xml:lang="ja">内容</label></textarea>
        <input ref="figure"><label xml:lang="ja">数値</label></input>
      </repeat>
    </repeat>
    <repeat nodeset="idea" appearance="full">
      <label xml:lang="ja">提案</label>
      <insert origin="instance('prototypes')/idea"/>
      <input ref="code"><label xml:lang="ja">番号</label></input>
      <textarea ref="text"><label xml:lang="ja">提案の内容</label></textarea>
    </repeat>
  </group>
</kusei:form>
"""

BLANK = """<plan policy="small-2015" form-version="1" ward-code="" ward-name="" fiscal-year=""
      fiscal-year-label="" submission="新規">
  <title/>
  <task id="a"><group>まちづくり</group><name>花壇の手入れ</name><state/><reason/></task>
  <task id="b"><group>まちづくり</group><name>夜間の見回り</name><state/><reason/></task>
  <task id="c"><group>防災</group><name>避難訓練の実施</name><state/><reason/></task>
  <idea id="idea-1"><code/><text/></idea>
</plan>
"""

PROTOTYPES = """<prototypes>
  <step><what/><figure/></step>
  <idea id=""><code/><text/></idea>
</prototypes>
"""

LAYOUT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="plan">
    <xs:complexType>
      <xs:sequence>
        <xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
      <xs:anyAttribute processContents="skip"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" schemaVersion="1">
  <title>小さな計画</title>
  <pattern id="p"><title>題 / Title</title>
    <rule context="/plan">
      <assert id="KS-1" role="error" diagnostics="KS-1.en KS-1.remedy.ja KS-1.remedy.en KS-1.operands"
              test="task" see="1">仕事がありません。</assert>
    </rule>
  </pattern>
  <diagnostics>
    <diagnostic id="KS-1.en" xml:lang="en">There is no task.</diagnostic>
    <diagnostic id="KS-1.remedy.ja" xml:lang="ja">書いてください。</diagnostic>
    <diagnostic id="KS-1.remedy.en" xml:lang="en">Write one.</diagnostic>
    <diagnostic id="KS-1.operands"><value-of select="title"/></diagnostic>
  </diagnostics>
</schema>
"""

SHEET = """<sheet xmlns="urn:kusei:sheet" width="297" height="210" margin="8" padding="0.7" size="7" pitch="9"
       legend-size="5">
  <spread nodeset="task" lines="10">
    <page id="tasks">
      <line ref="title"><label xml:lang="ja">表題</label></line>
      <column value="@id" width="10" characters="2">
        <label xml:lang="ja">記号</label>
        <band ref="group"><label xml:lang="ja">分野</label></band>
      </column>
      <column ref="name" width="40" characters="14"><label xml:lang="ja">仕事</label></column>
      <column ref="state" width="12" characters="3"><label xml:lang="ja">状況</label></column>
      <column ref="reason" width="50" characters="18"><label xml:lang="ja">理由</label></column>
      <group>
        <label xml:lang="ja">手順</label>
        <column each="step" ref="what" width="50" characters="18"><label xml:lang="ja">内容</label></column>
        <column each="step" ref="figure" width="20" characters="6"><label xml:lang="ja">数値</label></column>
      </group>
    </page>
  </spread>
  <spread nodeset="idea" lines="10">
    <page id="ideas">
      <line ref="title"><label xml:lang="ja">表題</label></line>
      <column value="'提案'" width="15" characters="4"><label xml:lang="ja">種類</label></column>
      <column ref="text" width="60" characters="22">
        <label xml:lang="ja">内容</label>
        <above ref="code" open="（" close="）"><label xml:lang="ja">番号</label></above>
      </column>
    </page>
  </spread>
  <unprinted ref="@submission"/>
</sheet>
"""


def make(share, data):
    """The folder for KUSEI_SHARE, with the tables of `data`."""
    folder = share / "forms" / "small-2015"
    folder.mkdir(parents=True)
    (share / "data").symlink_to(data)
    for name, text in (("form.xml", FORM), ("blank.xml", BLANK), ("prototypes.xml", PROTOTYPES),
                       ("layout.xsd", LAYOUT), ("rules.sch", RULES), ("sheet.xml", SHEET),
                       ("last-year.xml", "<none/>")):
        (folder / name).write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text, encoding="utf-8")
