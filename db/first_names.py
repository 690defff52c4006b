"""First names that are common in Germany, for reading texts before they are published. A plain data table.

Names that are also things („Ernst“, „Mark“, „Rose“) are left out.
"""
COMMON = '''
    achim adam ahmed ahmet albert alexander alexandra ali alina amelie andrea andreas andrej angela angelika anita anja
    anke anna anne annette annika anton antje armin arne astrid axel ayse barbara beate ben benjamin bernd bernhard
    bettina birgit bjoern björn brigitte britta bruno carla carmen carola carsten charlotte christa christian christiane
    christina christine christoph clara claudia claus cornelia dagmar daniel daniela david dennis detlef dieter dirk
    dominik doris edith elena elfriede elias elisabeth elke ella emil emilia emma emre erika erich erwin esra eva fabian
    fatima fatma felix ferdinand finn florian frank franz franziska frieda friedrich gabi gabriele georg gerd gerda
    gerhard gertrud gisela greta gudrun guenter günter günther gustav hannah hannelore hans harald hartmut heidi heike
    heiko heiner heinrich heinz helena helga helmut henri henrik herbert hermann hilde hildegard holger horst hubert
    hugo ida ilse ina ines inge ingeborg ingo ingrid irene iris irina isabel jakob jan jana janina jannik jens jessica
    joachim jochen johanna johannes jonas jörg josef judith juergen jürgen julia julian juliane jutta kai karin karl
    karola karsten katharina katja katrin kemal kerstin kevin klaus konrad konstantin kurt lara lars laura lea lena leon
    leonie lina linda lisa lothar louis luca lucas ludwig luis luise lukas lydia maja manfred manuela marcel marco
    marcus margarete margit margot maria marianne marie marina mario marion markus marlene martha martin martina
    matthias max maximilian mehmet melanie mia michael michaela michel mike mila mira miriam mohammed monika moritz
    mustafa nadine natalie nele nicole niklas nils nina noah norbert olaf olga oliver oskar otto pascal patricia patrick
    paul paula pauline peter petra philipp pia ralf rainer ramona rebecca regina reiner reinhard renate rita robert
    rolf roland roswitha rudolf ruth sabine sabrina samuel sandra sara sarah sascha sebastian selma siegfried sigrid
    silke silvia simon simone sofia sonja sophie stefan stefanie steffen stephan susanne svenja sven sylvia tamara tanja
    theo theresa thomas thorsten tim timo tina tobias tom torsten udo ulrich ulrike ursula ute uwe valentin vanessa vera
    verena veronika victor volker walter waltraud wanda werner wilhelm willi wolfgang yusuf yvonne zeynep'''
