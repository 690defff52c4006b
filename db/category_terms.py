"""How people call what they bring: German words per category, from the counter's point of view.

A plain data table. A word may stand in several categories: then each is worth suggesting, the one with the word
earlier in this table first. Words are whole things or the part of a longer word that tells what it is
(`sauger`, `kocher`); longer ones count for more, so `staubsaugerroboter` may say something else than `roboter`.
"""

TERMS: dict[str, str] = {
    'Klimagerät/Luftentfeuchter': '''klimagerät klimaanlage klimatruhe luftentfeuchter entfeuchter luftbefeuchter
        raumbefeuchter luftkühler verdampfer luftwäscher standlüfter''',
    'Akku/Ladegerät/Netzteil': '''akku akkupack batterie ladegerät ladestation ladekabel ladeschale lader netzteil
        netzgerät labornetzgerät powerbank trafo transformator adapter steckdose mehrfachsteckdose funksteckdose
        batterieladegerät batterietester solarpanel solarmodul wechselrichter spannungswandler starthilfe
        ladebuchse usv''',
    'Deko- und Sicherheitsbeleuchtung': '''lichterkette ledlicht ledleuchte ledstreifen ledband schwibbogen
        taschenlampe stirnlampe solarleuchte solarlampe außenstrahler außenleuchte strahler scheinwerfer baustrahler
        bewegungsmelder deckenbeleuchtung lichterbogen weihnachtsstern weihnachtsbeleuchtung pyramide nachtlicht
        lichtorgel discokugel blitzgerät blitz rotlichtlampe rotlicht fahrradlicht fahrradlampe rücklicht
        notleuchte dimmer lichtschlauch salzlampe lavalampe''',
    'Desktop-Computer': '''desktopcomputer desktop computer pc rechner tower minipc imac macmini raspberry
        singleboardcomputer server schachcomputer''',
    'Digitalkamera': '''digitalkamera digicam kompaktkamera kamera fotoapparat fotokamera photoapparat actioncam
        gopro unterwasserkamera''',
    'Spiegelreflex-/Videokamera': '''videokamera camcorder spiegelreflexkamera spiegelreflex systemkamera objektiv
        filmkamera videorekorder videorecorder vhs vhsrecorder kamera''',
    'Ventilator': 'ventilator lüfter standventilator tischventilator turmventilator deckenventilator',
    'Flachbildschirm/Fernseher': '''flachbildschirm fernseher fernsehgerät fernsehapparat tv ledtv lcd bildschirm
        monitor display smarttv''',
    'Haar- und Körperpflegegerät': '''rasierer elektrorasierer rasierapparat bartschneider barttrimmer trimmer
        haarschneidemaschine haarschneider zahnbürste zahnbürstenstation munddusche glätteisen lockenstab
        lockenwickler warmluftbürste epilierer epiliergerät massagegerät massagesessel massagekissen massageball
        fußpflegegerät fußpflege hornhautentferner nagelset nagelfräser nagelfeile manikürgerät maniküre
        kosmetikgerät kosmetik körperpflege personenwaage körperwaage ladyshave messerschärfer fußbad''',
    'Tragbares Unterhaltungsgerät': '''mp3player mp3 mp3spieler ipod cdplayer cdspieler discman walkman
        diktiergerät gameboy nintendo switch nintendods handheld spielkonsole taschenrechner diabetrachter
        hörspielbox toniebox minidisc minidiscplayer schrittzähler''',
    'Kopfhörer': 'kopfhörer funkkopfhörer ohrhörer headset inear airpods earbuds ohrstöpsel',
    'Kompakt-/Stereoanlage': '''stereoanlage kompaktanlage musikanlage hifianlage hifimusikanlage anlage
        bluetoothbox bluetoothlautsprecher musikbox boombox multirekorder kassettendeck tapedeck
        kassettentapedeck walkman cdwechsler multimediacenter jukebox musiktruhe grammophon microanlage minianlage''',
    'HiFi-Einzelgerät': '''plattenspieler schallplattenspieler verstärker kassettenrekorder kassettenrecorder
        kassettendeck tapedeck kassette lautsprecher lautsprecherboxen box boxen soundbar subwoofer tonband
        tonbandgerät spulentonbandgerät mischpult equalizer tuner endstufe vorverstärker cdplayer cdspieler receiver
        karaokeanlage djcontroller loopstation aufnahmegerät lautstärkeregler soundschaltung hifi''',
    'Wasserkocher': 'wasserkocher teekocher teekessel kessel',
    'Lampe': '''lampe leuchte tischlampe stehlampe tischleuchte stehleuchte schreibtischlampe nachttischlampe
        deckenlampe deckenleuchte hängelampe pendelleuchte wandlampe wandleuchte kronleuchter deckenfluter leselampe
        klemmlampe lampenschirm lupenleuchte leselupe nachttischleuchte''',
    'Laptop': 'laptop notebook macbook thinkpad chromebook netbook ultrabook',
    'Elektro-Großgerät': '''waschmaschine spülmaschine geschirrspüler kühlschrank gefrierschrank gefriertruhe
        kühltruhe trockner wäschetrockner herd backofen ofen elektroherd mikrowelle mikrowellenherd heizstrahler
        durchlauferhitzer boiler wäschemangel laufband ergometer elektrokamin dunstabzugshaube klimagerät gefrierfach
        poliergerät''',
    'Sonstiges': '''kameraanalog analogkamera elektroauto escooter hoverboard drohne quadrocopter hörgerät
        alarmanlage türgong garagenöffner garagentor megafon nebelmaschine mikroskop bootsmotor motor
        elektrozaun weidezaungerät weidezaun autoschlüssel verlängerungskabel tauchpumpe gartengerät garten
        inhalator globus safe tresor rollstuhl ezigarette zigarettenautomat gasofen dunstabzugshaube
        ledspiegel glaskugel holzfigur höhenverstellung marderschreck zündschloss heizsocken''',
    'Handy/Telefon': '''handy smartphone mobiltelefon telefon iphone anrufbeantworter schnurlostelefon
        seniorenhandy festnetztelefon galaxy''',
    'Musikinstrument': '''musikinstrument keyboard epiano piano klavier synthesizer spieluhr drumcomputer gitarre
        egitarre gitarrenverstärker orgel akkordeon schlagzeug geige metronom rollpiano flöte''',
    'Aktenvernichter': 'aktenvernichter papierschredder papierschredderer schredder reißwolf',
    'PC-Zubehör': '''maus computermaus tastatur festplatte usbstick webcam router fritzbox mikrofon diktiergerät
        audiorecorder soundkarte usbsoundkarte grafikkarte mainboard leiterplatte platine diskettenlaufwerk laufwerk
        dvdlaufwerk usbhub nas netzwerkspeicher timecapsule dockingstation speicherkarte modem switch''',
    'Radio': '''radio radiowecker cdradio kofferradio küchenradio röhrenradio transistorradio weltempfänger
        radiorecorder radiorekorder dabradio internetradio autoradio baustellenradio duschradio uhrenradio funkgerät
        walkietalkie ghettoblaster weltradio''',
    'Elektrowerkzeug': '''bohrmaschine akkuschrauber akkubohrer bohrhammer schlagbohrmaschine schleifer
        schleifmaschine winkelschleifer trennschleifer bandschleifer schwingschleifer deltaschleifer exzenterschleifer
        schleifmaus flex stichsäge kreissäge handkreissäge kappsäge kettensäge motorsäge bandsäge säge gehrungssäge
        heckenschere astschere hebelschere rasentrimmer rasenkantenschere freischneider motorsense vertikutierer
        laubsauger laubbläser häcksler hexler hochdruckreiniger kärcher dremel drehmel multimeter spannungsmesser
        oszilloskop lötkolben lötstation werkzeug elektrowerkzeug multifunktionswerkzeug hobel fräse oberfräse
        kompressor betonmischer holzspalter tacker rasenmäher spannungsregler wechselrichter nivelliergerät
        schukostecker''',
    'Drucker/Scanner': '''drucker tintenstrahldrucker laserdrucker fotodrucker scanner kopierer fax faxgerät
        multifunktionsgerät etikettendrucker plotter''',
    'Projektor/Beamer': 'beamer projektor diaprojektor filmprojektor overheadprojektor dia tageslichtprojektor',
    'Nähmaschine': 'nähmaschine overlock overlockmaschine overlocker',
    'Elektro-Kleingerät': '''heizlüfter heizung heizkörper radiator heizdecke heizkissen wärmedecke wärmekissen
        infrarotheizung heizstein bügelstation dampfbügelstation dampfbügeleisen dampfreiniger fensterreiniger
        fensterputzer fenstersauger handstaubsauger milchaufschäumer wetterstation thermometer schreibmaschine
        blutdruckmessgerät blutdruckmesser messgerät babyphone babyfon wasserpumpe pumpe teichpumpe poolpumpe
        poolfilter poolreiniger laminiergerät laminator heißklebepistole klebepistole heißluftpistole
        ultraschallreiniger kabel verlängerungskabel kabeltrommel steckdosenleiste steckerleiste stecker schalter
        zeitschaltuhr steuergerät thermostat kühlbox luftreiniger rasenmäher mähroboter strickmaschine
        stickmaschine fusselfräse fusselrasierer türsprechanlage sprechanlage klingel türklingel rolladenmotor
        rollladen fitnesstrainer tischrechner rechenmaschine tresor frequenzumrichter inhaliergerät graviergerät
        desinfektionsgerät steamer sterilisator futterautomat katzenklappe aquarium bodenreiniger teppichbürste
        kehrmaschine sicherungskasten trafo lupe laser otoskop beatmungsgerät pyrometer spitzmaschine
        falzmaschine tischschleuder briefwaage metronom fühler mückenbrennstab insektenvernichter tangenerator
        prägemaschine automat scheibenwischer malstift heißklebemaschine bürste schalttafel pvpaneel''',
    'Küchen-Kleingerät': '''küchengerät waage küchenwaage brotschneidemaschine allesschneider grill grillofen
        kontaktgrill tischgrill elektrogrill kochplatte herdplatte kochfeld induktionsplatte induktionsgerät
        waffeleisen minibackofen pizzaofen backautomat brotbackautomat wassersprudler sodastream eierkocher
        reiskocher dampfgarer dampfkochtopf kochtopf topf schnellkochtopf elektrokochtopf raclette fondue fritteuse
        heißluftfritteuse airfryer dosenöffner zerkleinerer multizerkleinerer multiboy mühle getreidemühle
        gewürzmühle pfeffermühle dörrgerät dörrautomat vakuumiergerät vakuumierer folienschweißgerät einkochautomat
        einkochtopf einweckkocher eieruhr kurzzeitwecker joghurtbereiter eismaschine crepesgerät crepe
        sandwichmaker sandwichtoaster popcornmaschine reibe schneidemaschine kochthermometer warmhalteplatte
        elektromesser messer zapfanlage thermomix speiseeis pelletofen futterautomat eierschalen''',
    'Tablet/E-Reader/Navi': '''tablet ipad ebookreader ereader kindle tolino navi navigationsgerät navigation
        grafiktablett zeichentablett display''',
    'Toaster': 'toaster toastofen brotröster',
    'Spielzeug (elektrisch)': '''spielzeug spielzeugauto ferngesteuertes auto ferngesteuert modelleisenbahn eisenbahn
        modellbahn lokomotive carrera carrerabahn rennbahn roboter spielzeugpistole tonie kinderauto''',
    'TV-/Gaming-Zubehör': '''fernbedienung dvdplayer dvdspieler dvdrecorder dvdrekorder blurayplayer blueray bluray
        receiver satreceiver festplattenrekorder festplattenrecorder controller gamepad joystick heimkino
        heimkinosystem settopbox videorekorder videorecorder drohne roboter dvd minifernseher tvsimulator
        firetv antenne minidiscplayer timebasecorrector''',
    'Staubsauger': '''staubsauger staubsaugerroboter saugroboter bodenstaubsauger akkusauger akkustaubsauger
        handstaubsauger handsauger nasssauger nasstrockensauger industriesauger sauger roomba dyson kobold''',
    'Uhr/Wecker': '''uhr wecker armbanduhr wanduhr standuhr funkuhr kuckucksuhr taschenuhr küchenuhr smartwatch
        pendeluhr funkwecker stoppuhr fitnessarmband''',
    'Kaffeemaschine': '''kaffeemaschine kaffeevollautomat vollautomat espressomaschine espressokocher siebträger
        siebträgermaschine padmaschine kapselmaschine kaffeepadmaschine senseo nespresso kaffeeautomat espresso
        filterkaffeemaschine kaffeekocher dolce gusto''',
    'Küchenmaschine/Mixer': '''küchenmaschine mixer handmixer stabmixer pürierstab standmixer handrührgerät
        rührgerät handrührer kaffeemühle entsafter saftpresse zitruspresse smoothiemaker smoothie thermomix
        fleischwolf zauberstab knetmaschine''',
    'Spielkonsole': 'spielkonsole spielekonsole playstation xbox nintendo wii konsole gamecube sega atari',
    'Haartrockner': 'haartrockner fön föhn haarfön',
    'Bügeleisen': 'bügeleisen dampfbügeleisen bügelmaschine reisebügeleisen',
    'Fahrrad': '''fahrrad rad rennrad mountainbike kinderfahrrad damenrad herrenrad ebike pedelec laufrad roller
        tretroller dreirad einrad fahrradanhänger''',
    'Textil': '''jacke hose jeans hemd bluse kleid rock mantel pullover strickjacke pulli anorak reißverschluss
        tasche handtasche rucksack kleidung textil bettwäsche vorhang gardine decke schlafsack zelt schuh schuhe
        stiefel mütze schal weste anzug kissen sofakissen teddy teddybär kuscheltier stofftier plüschtier''',
    'Möbel': '''stuhl tisch hocker schrank regal sessel sofa bank kommode schublade bett holzstuhl klappstuhl
        liegestuhl gartenstuhl möbel spiegel bilderrahmen rahmen''',
    'Haushalt': '''schirm regenschirm sonnenschirm pfanne koffer rollkoffer trolley kinderwagen schere vase teller
        tasse kanne thermoskanne bügelbrett wäscheständer schloss vorhängeschloss gießkanne leiter haushalt
        rollator schlüssel jalousie''',
    'Schmuck': 'schmuck kette halskette armband ring ohrring ohrringe brosche anhänger brille sonnenbrille',
    'Anderes': 'puppe lego playmobil actionfigur bobbycar spielfigur',   # toys without a plug
}
