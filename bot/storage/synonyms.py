"""What school staff call the same thing, in English and Spanish; one line a thing, folded, several words allowed."""

_LINES = """\
chromebook, laptop, notebook, device, computer, ipad, tablet, portatil, computadora, ordenador, tableta, dispositivo
charger, charging, charge, battery, power cord, power adapter, cargador, cargar, carga, bateria
internet, wifi, wi fi, network, connection, bandwidth, online, conexion, inalambrica
login, log in, log on, sign in, sign on, password, credentials, account, locked out, sso, contrasena, \
  iniciar sesion, cuenta
slow, lag, freeze, frozen, hang, lento, lenta, se congela
broken, damaged, cracked, defective, not working, does not work, doesn t work, won t, fail, roto, rota, danado, \
  danada, no funciona, no sirve, falla
projector, smartboard, interactive board, display, screen, proyector, pizarra, pantalla
printer, copier, printing, photocopy, copies, impresora, copiadora, copia, fotocopia
screener, screening, assessment, benchmark, diagnostic, test, exam, tamizaje, evaluacion, prueba, examen
progress monitoring, probe, fluency check, monitoreo, seguimiento
schedule, timetable, master schedule, bell schedule, block, period, horario, bloque
time, minutes, hours, long, tiempo, minuto, hora
planning, prep, preparation, common planning, plc, collaboration, planificacion, preparacion, colaboracion
substitute, sub, coverage, cover, suplente, sustituto, cobertura
staff, staffing, personnel, vacancy, vacant, unfilled, understaffed, shortage, position, job, post, \
  personal, vacante, plaza
aide, paraprofessional, para, assistant, paraeducator, auxiliar, ayudante, asistente
teacher, educator, instructor, maestro, maestra, profesor, profesora, docente
training, professional development, pd, workshop, trained, onboarding, inservice, capacitacion, formacion, taller, \
  entrenamiento
coach, coaching, mentor, mentoring, entrenador, tutoria, acompanamiento
curriculum, program, textbook, unit, curriculo, programa, libro
materials, kit, manipulatives, supplies, workbook, book, decodable, material, suministro, cuaderno
intervention, tier 2, tier 3, small group, pull out, intervencion, nivel 2, nivel 3, grupo pequeno
reading, literacy, phonics, ela, lectura, alfabetizacion, fonetica
math, mathematics, numeracy, matematica, matematicas
behavior, discipline, referral, pbis, conduct, comportamiento, conducta, disciplina, remision
expectations, matrix, rules, norms, expectativa, regla, norma
attendance, absent, absence, absenteeism, truancy, tardy, asistencia, ausencia, ausentismo, tardanza
bus, transportation, route, driver, transporte, autobus, camion, ruta
room, space, classroom, classrooms, location, aula, salon, espacio
noise, noisy, loud, ruido, ruidoso
heat, heating, cold, hvac, temperature, air conditioning, calefaccion, frio, calor, temperatura
lunch, cafeteria, recess, almuerzo, comedor, recreo
parent, family, guardian, caregiver, home, padre, madre, familia, hogar, casa
translation, interpreter, translate, translated, interpret, traduccion, interprete, traducir, traducido
english learner, ell, esl, multilingual, bilingual, newcomer, bilingue, recien llegado, aprendiz de ingles
special education, iep, sped, disability, accommodation, educacion especial, discapacidad, adaptacion
data, dashboard, report, reports, results, datos, tablero, informe, resultado
license, licence, subscription, expired, access, permission, licencia, suscripcion, acceso, permiso
software, app, application, platform, system, aplicacion, plataforma, sistema
money, funding, budget, grant, cost, pay, dinero, fondo, presupuesto, pago
policy, contract, union, procedure, politica, contrato, sindicato, procedimiento
headphone, headset, earbuds, microphone, audio, sound, audifono, auricular, microfono, sonido
unclear, confusing, confused, inconsistent, understand, confuso, confusa, no entiende, no esta claro
missing, lack, lacking, without, no, not enough, short, too few, run out, ran out, never arrived, falta, faltan, \
  sin, no hay, no llego, insuficiente
1, first, primer, primero
2, second, segundo
3, third, tercer, tercero
4, fourth, cuarto
5, fifth, quinto
6, sixth, sexto
7, seventh, septimo
8, eighth, octavo
late, delay, delayed, behind, tarde, retraso, retrasado
"""

GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(term.strip() for term in line.split(",")) for line in _LINES.strip().splitlines()
)
