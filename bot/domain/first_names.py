"""First names common among children in the United States, written for this project: lower case, no accents."""

# Hardly ever anything else: a little context about a student is enough.
NAMES = frozenset(
    """
    aaden aaliyah aarav aaron abby abdiel abdul abdullah abel abigail abraham adam adan addison adelaide adele
    adeline aditi aditya adrian adriana adrianna adriel adrienne advait ahmad ahmed aidan aiden aileen aimee ainara
    ainsley aisha aiyana ajay akira alaina alana alani alayna alberto alden aldo alec alejandra alejandro alessandra
    alex alexander alexandra alexandria alexia alexis alfonso alfredo ali alice alicia alina alisha alison alissa
    aliyah alize allan allen allison alondra alonso alvaro alvin alyssa amalia amanda amani amara amari amarion
    amaya ameer amelia amina amir amirah amit amiyah amy ana anahi ananya anastasia anders andre andrea andres
    andrew andy aneesa angela angelica angelina angelique angie anika anita aniya aniyah anjali anna annabelle
    annalise anne annie annika anouk anoushka anthony antoine anton antonia antonio antwan anushka anya arabella
    araceli aracely ari ariadna ariana arianna ariel ariella arjun arman armando armani arnav arturo arya aryan asad
    asher ashley ashlyn ashton asma aubree aubrey audrey aurelio ava avery avi axel axl ayaan ayana ayanna aydan
    ayden ayesha ayla azalea aziz azucena barbara beatrice beatriz beckett belen bella ben benicio benjamin bennett
    berenice bernardo bethany bianca bilal bilquis bogdan boris boyd brad braden bradley brady braelyn brandon
    brandy brayan brayden breanna brenda brendan brenna brennan brent brett brian briana brianna bridget briella
    brielle brisa britney brittany brody bruno bryan bryant bryce bryson byron cade caden caitlin caleb callie
    calvin camden cameron camila camilla camille camilo candace caridad carina carl carla carlos carly carmen
    caroline carolyn carrie carson casey cassandra cassius catalina catherine cayden cecelia cecilia cedric celia
    celine cesar chad chaim chana chantel charles charlie chaya chelsea chidi chinedu chloe chris christian
    christina christine christopher ciara cindy citlali claire clara clarissa claudia clayton cody colby colin
    colleen collin colton conner connor cora corey corinne cory courtney cristian cristina cristobal curtis cynthia
    cyrus dagny daisha daleyza dallin damari damarion damaris damian damien damion damon dana dandre dangelo dania
    danica daniel daniela daniella danielle danna danny dante daphne daquan daria darian dario darius darnell
    darrell darren darryl dashawn dave david davion dayami dayana dayton deandre deangelo deborah declan deepa deja
    delaney delilah demarcus demetrius denise dennis deonte derek derrick deshaun deshawn desiree desmond devante
    devin devon devonte dewayne dhruv diana dianna diego dimitri dina divya diya djimon dmitri dominic dominick
    dominique donald donovan donte dorian doris dorothy douglas duncan dustin dwayne dyani dylan eddie edgar edith
    eduardo edward edwin efrain eileen elaina elaine eleanor eleazar elena eli elian eliana elias eliel elijah elisa
    elise eliseo elisha eliza elizabeth ella elliana elliot elliott ellis eloise elsie emanuel emeka emely emerson
    emery emi emilia emiliano emilio emily emma emmanuel emmett enrique eric erica erick erik erika erin ernesto
    esme esteban estefania estela estella esther ethan eugene eulalia eva evan evangelina evangeline eve evelyn
    ezekiel ezra fabian fabiola farah faris fatima fatimah federico felicia felipe felix feodor fernanda fernando
    filip fiona florencia folasade frances francesca francisca francisco frederick gabriel gabriela gabriella gael
    gavin gemma genevieve george gerald gerardo gia giancarlo gianna gilbert gilberto gina giovanna giovanni giselle
    giuliana gonzalo graciela graham gregory greta griselda guadalupe guillermo gustavo gwen gwendolyn hadiya hailey
    hakeem haley halima hamza hana hanna hannah hannia harley harold harry harvey hasan hassan hayden haylee heather
    hector heidi helen helena henry herbert hernan hiba hiroshi hoang hortensia huda hugo humberto hussein ian
    ibrahim idris ignacio iker ikram ilana iliana ilyas iman imani imran ines ingrid ioana irene irma isaac isabel
    isabela isabella isabelle isaiah ishaan isiah ismael issac itzel ivan ivanna ivette ivonne izabella jabari jace
    jacinda jacob jacqueline jacquelyn jada jaden jadon jaelyn jaheim jahir jaiden jaime jair jairo jakayla jake
    jakob jakobe jalen jaliyah jamal jamar jamarcus jamari jamarion james jamie jamila jamir janae jane janelle
    janessa janet janice janiya janiyah jaquan jared jaron jarrett jarvis jasmin jasmine jason javier javion javon
    jaxon jaxson jayce jaycee jayda jayde jayden jaydon jayla jaylah jaylen jaylin jaylon jayne jayson jazlyn jazmin
    jazmine jeffrey jelani jenna jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jillian jimena
    jimmy joan joana joanna joaquin jocelyn joe joel joey johan johana john johnathan johnny jon jonah jonas
    jonathan jorge jose josefina joselyn joseph josephine joshua josiah josue journee jovan jovani juan juana judah
    judith julia julian juliana julianna julie juliet julieta julio julissa julius justin justina kabir kade kadeem
    kaden kaila kailey kailyn kaitlin kaitlyn kaiya kalani kaleb kali kaliyah kamari kameron kamila kamiyah kamryn
    kareem karen karim karina karla karolina karthik kassandra katarina kate katelyn katherine kathleen kathryn
    katie kavita kavya kayden kayla kaylee kaylin kaylynn keandre keanu keegan keely kehlani keily keisha keith
    kekoa kellen kelly kelsey kelvin kendall kendra kendrick kenia kenji kenneth kenny kenzie keon keshawn kevin
    keyla khadija khadijah khalid khalil khloe kiana kiara kiera kieran kimberly kimora kinsley kiran kirsten kiyan
    koa kobe kofi krish kristen kristian kristin kristina krystal kwame kyla kyle kylee kyler kylie kyra kyrie lacey
    ladarius laila lakeisha lakshmi lamar lamont lana landon laney laquan lara larissa larry latasha latisha latoya
    laura lauren lautaro lawrence layan layla layton lazaro lea leah leandra leandro leela leia leilani leland lena
    lennox leo leon leona leonardo leonel leroy leslie leticia levi lia liam libby lila lilia lilian liliana lillian
    lilliana lina linda lindsay lindsey linh lisa lisandro lizbeth lizeth lorena lorenzo louis louisa luca lucas
    lucero lucia luciana luciano lucille lucy ludmila luis luisa luka lukas luke lydia lyla mackenzie macy maddox
    madeline madelyn mae maeve magdalena mahmoud maia makai makayla makenna makiyah malachi malak malcolm maleah
    malia malik maliyah manuel mara marcel marcelo marco marcos marcus margaret margarita maria mariah mariam
    mariana marianna maribel marie mariela marilyn marina mario marisa marisol marissa marjorie marlee marlene
    marley marlon marquis marquise marta martha martin martina marvin mary maryam mateo mathew matias matilda matteo
    matthew maurice mauricio maxim maximiliano maximus maxwell maya mayra mckenna mckenzie meera megan meghan mekhi
    melanie melina melissa melvin meredith mia micah michael michaela micheal michelle miguel mikaela mikayla mila
    milana milena minh minjun mira miranda mireya miriam misael mohamed mohammad mohammed moises molly monica
    monique monserrat morgan moshe muhammad musa mustafa mya myah mykel myla myles myra nadia nahla naima nancy
    naomi nasir nasira natalia natalie natasha nathalia nathalie nathan nathaniel nawal nayeli nayla neha nehemiah
    neil nereida nevaeh ngozi nia niamh nicholas nicolas nicole nigel nikhil nikita nikki nikolai nikolas nila nisha
    noah noe noel noelle noemi noor nora norma nuria nyah nyasia nyla nylah octavia odalys oksana olena olga oliver
    olivia omar omari oscar osiris osvaldo oswaldo owen pablo padma pamela paola patricia patrick paul paula paulina
    pedro penelope peter peyton philip phillip phoebe pooja porfirio pranav preston priscila priscilla priya quentin
    quinn quinton rachel rafael rafaela raheem rahul raina raj rajesh rakesh ralph ramiro ramon randall randy rania
    raphael raquel rashad rashid raul raymond raymundo rebecca reem reggie reginald renata rene rhea rhys ricardo
    richard ricky rihanna riley rishi rivka robert roberta roberto rocio roderick rodney rodolfo rodrigo rogelio
    roger rohan roland rolando roman romeo ronald ronaldo ronan ronnie rosalie rosalind rosalinda rosemary roxana
    roxanne ruben rubi rudy russell ruth ryan ryder rylan rylee saanvi sabrina sade sadie safiya sahil saif sakura
    salma salvatore sam samantha samara sameer samir samira samson samuel sandra sanjay santino sara sarah sarahi
    sariah sasha saul savanna scarlett scott sean sebastian selena selene seoyeon serena sergio seth shamar shane
    shania shanice shaniqua shaniya shannon shaquille sharon shaun shawn shayla shayna shea sheila shelby sherlyn
    shira shirley shivani shreya siena sienna silas silvia simon simone sofia sofie sonia sophia sophie stacey stacy
    stella stephanie stephany stephen steven stuart sumaya suresh susan susana svetlana sylvia tadeo tahj talia
    taliyah tamara tamia tamir tania tanisha tanya tara tariq taryn tatiana tatum taylor teagan teresa terrance
    terrell terrence tessa thaddeus thao theodore theresa thiago thomas thuy tia tiana tianna tiffany timothy tina
    tobias toby todd tomas tommy toni tony tracy travion travis tremaine trent trenton trevon trevor trey tristan
    troy tuan tyesha tyler tyra tyree tyrek tyrell tyrese tyrone tyshawn tyson ulises uriel usman valentin valentina
    valentino valeria valerie vanessa vera veronica vicente vihaan vijay vikram vincent violeta vivian viviana
    vivienne walter wanda wendy wesley whitney wilfredo willa william wyatt xavier ximena xin xiomara xochitl xuan
    yadiel yadira yael yahir yahya yair yamilet yamileth yandel yaneli yareli yaretzi yaseen yasmin yasmine yazmin
    yesenia yolanda yosef yousef yuki yuliana yuri yuridia yusuf yvette yvonne zachariah zachary zaid zaiden zain
    zainab zaire zakiyah zamir zander zaniya zaniyah zara zaria zariah zayd zayden zayn zeke zelda zendaya zion zoe
    zoey zoie zoraida zoya zuri zykeria
    """.split()
)

# Also words, places, months or products: only when capitalised, and beside "student", "IEP", "mom" and the like.
WORDLIKE = frozenset(
    """
    alexa alma amber amira angel ann apollo april archer aria art asia athena august aurora austin autumn baraka
    bill blanca brooke brooklyn cali carol carolina carter cassidy celeste chance chandler charity charlotte chase
    cheyenne clay cole cooper cruz crystal daisy dakota dallas davis dawn dean destiny diamond dolores drew dulce
    easton ebony eden edison elsa elvis ember esmeralda estrella faith felicity flor forest frank gage genesis
    georgia ginger gloria grace grant gray griffin guy harmony harper haven hazel heaven holly hope houston hunter
    iris israel ivy jack jackson jade jasper jean jefferson jesus jewel jordan joy june justice kai kara karma
    kennedy kenya king kirby knox krishna lane laurel legend liberty lily lincoln logan lola london luna luz lyric
    madison major malaysia mark mason maverick max maximo may melody mercedes mercy messiah milan miles milo mina
    miracle misty moses nelson nova ocean olive paige paloma paris parker pat patience paz pearl perla phoenix piper
    prince princess promise quincy rain rana raven ray reese regina reid reign reina rich river rob robin rocky rosa
    rosario rose rowan roy royal royalty ruby sage saint salvador sandy santiago santos savannah sawyer serenity
    sidney sierra sky skye skylar sol soledad spencer sterling sue summer sunny sutton sydney theo trinidad trinity
    tucker ty van vance victor victoria victory violet virginia wade walker warren washington weston will willow
    winter wren xander zen
    """.split()
)
