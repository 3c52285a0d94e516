"""Small files as other systems write them, for tests that damage them."""

GIFT = """// question: 0  name: Switch category to $course$/top/Gestion
$CATEGORY: $course$/top/Gestion

// question: 12  name: Surplus
// [id:q12] [tag:surplus] [tag:stage 1]
::Surplus::[html]<p>À qui va l'<b>excédent</b> \\: qui décide ?</p>{
\t=L'assemblée générale#Oui
\t~%-50%La présidente#Non \\= elle l'exécute
\t~Personne
\t####Article 12 \\{loi 112-12\\}
}

::Sens:: Une coopérative est {~une société anonyme =une association de personnes ~un syndicat} autonome.

Vrai ou faux ? {F#Non.#Oui.}

Combien de membres au moins ? {#5:0}

Relier {
=AG -> Assemblée générale
=PV -> Procès-verbal
}

Raconte ta dernière assemblée. {}

Le {=lait =le lait} et le {=miel}.
"""
AIKEN = """Who decides on the surplus?
A. The board
B) The general assembly
C. Nobody
ANSWER: B

من يقرر؟
A) الجمع العام
B) الرئيسة
answer: a
"""
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category"><category><text>$course$/top/Gestion</text></category></question>
<!-- question: 7  -->
  <question type="multichoice">
    <name><text>Surplus</text></name>
    <questiontext format="html"><text><![CDATA[<p>Qui d&eacute;cide de l'exc&eacute;dent&nbsp;?</p>]]></text></questiontext>
    <generalfeedback format="html"><text>Article 12</text></generalfeedback>
    <defaultgrade>2.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <single>true</single>
    <correctfeedback format="html"><text>Bravo</text></correctfeedback>
    <answer fraction="100" format="html"><text><![CDATA[<p>L'assemblée générale</p>]]></text><feedback format="html"><text></text></feedback></answer>
    <answer fraction="0" format="html"><text>La présidente</text></answer>
    <hint format="html"><text>Pense à la loi</text></hint>
    <tags><tag><text>surplus</text></tag></tags>
  </question>
  <question type="cloze">
    <name><text>Lait</text></name>
    <questiontext format="html"><text><![CDATA[<p>Le {1:SHORTANSWER:=lait~%50%miel} et {1:MC:~l'eau~=le sel}.</p>]]></text></questiontext>
  </question>
  <question type="numerical">
    <name><text>Membres</text></name>
    <questiontext format="html"><text>Combien ?</text></questiontext>
    <answer fraction="100" format="moodle_auto_format"><text>5</text><tolerance>0.5</tolerance></answer>
    <units><unit><multiplier>1</multiplier><unit_name>femmes</unit_name></unit></units>
  </question>
  <question type="calculated"><name><text>Pente</text></name></question>
</quiz>
"""
