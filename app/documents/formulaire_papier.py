"""The paper form of a service: filled in on screen or by hand, brought to the counter with its papers."""

from functools import lru_cache

from app.documents import acroforme
from app.documents.acroforme import Case, Champ, ListeDeChoix, Options, Zone
from app.documents.champs_a_imprimer import (
    ChampAImprimer,
    FormulairePapier,
    GenreDeSaisie,
    PieceAJoindre,
    en_rangees,
)
from app.documents.charte import BLANC, CORPS, ETIQUETTE, FILET, FORT, GRIS, MENTION, NOTE, Style
from app.documents.page import Cartouche, Page

LIBELLE = Style(9, gras=True)
CHOIX = Style(9.5)
HAUTEUR_ZONE, HAUTEUR_PARAGRAPHE, COTE_CASE, PAS_DES_CASES = 7.5, 28, 3.8, 6
HAUTEUR_DE_LA_SIGNATURE, HAUTEUR_DU_DEPOT = 41, 54
"""Millimetres of what ends the form, on the page of its signature."""
GOUTTIERE = 6
AU_PLUS_EN_CASES = 12
"""Beyond that many, choices drop down."""
CAISSE = ("N° de la demande", "Reçue le", "Division", "Agent et cachet")
SIGNATURE = (
    ChampAImprimer("fait_a", "Fait à", longueur=40),
    ChampAImprimer("fait_le", "Le", GenreDeSaisie.DATE),
)


@lru_cache(maxsize=128)
def imprimer(formulaire: FormulairePapier) -> bytes:
    """Return the form as a PDF with fields; the same content is drawn once by a process."""
    return _Feuille(formulaire).octets()


class _Feuille:
    """A form being drawn: what is seen goes on the page, what is filled in is laid over it at the end."""

    def __init__(self, formulaire: FormulairePapier) -> None:
        self.formulaire = formulaire
        self.champs: list[Champ] = []
        self.page = Page(
            Cartouche(formulaire.titre, "", formulaire.edite_le, f"Formulaire {formulaire.public}")
        )

    def octets(self) -> bytes:
        """Draw everything and return the PDF."""
        self._entete()
        for titre, saisies in self.formulaire.parties:
            self._partie(titre, saisies)
        self._pieces()
        self._signature()
        self._depot()
        return acroforme.poser(self.page, self.page.octets(), self.champs)

    def _entete(self) -> None:
        page, en_ligne = self.page, self.formulaire.en_ligne
        page.titre(f"Formulaire {self.formulaire.public}")
        page.paragraphe(
            "À remplir à l’écran ou à la main, en lettres capitales. Un astérisque (*) marque ce qui est "
            "obligatoire.",
            MENTION,
        )
        if en_ligne:
            page.paragraphe(
                f"Plus rapide, sans déplacement\u00a0: la même demande en ligne, {en_ligne}", NOTE
            )
        page.y += 1

    def _partie(self, titre: str, saisies: tuple[ChampAImprimer, ...]) -> None:
        rangees = en_rangees(saisies)
        if titre:
            self.page.section(titre, self._hauteur(rangees[0]))
        for rangee in rangees:
            self._rangee(rangee)

    def _rangee(self, rangee: list[ChampAImprimer]) -> None:
        """Draw fields side by side: their boxes are level, whatever their labels take."""
        page, largeur, titres = self.page, self._largeur(rangee), self._titres(rangee)
        page.reserver(self._hauteur(rangee))
        haut, bas = page.y, 0.0
        for rang, saisie in enumerate(rangee):
            x = page.l_margin + rang * (largeur + GOUTTIERE)
            self._titre(saisie, largeur, x, haut)
            page.y = haut + titres + 1
            self._saisie(saisie, x, largeur)
            bas = max(bas, page.y)
        page.y = bas + 2.6

    def _largeur(self, rangee: list[ChampAImprimer]) -> float:
        return (self.page.epw - GOUTTIERE) / 2 if rangee[0].courte else self.page.epw

    def _titres(self, rangee: list[ChampAImprimer]) -> float:
        return max(self._titre(saisie, self._largeur(rangee), 0, 0) for saisie in rangee)

    def _hauteur(self, rangee: list[ChampAImprimer]) -> float:
        """Return the millimetres that fields side by side take: they stay on one page, and with a heading."""
        largeur = self._largeur(rangee)
        lignes = max(len(self._lignes_de_cases(saisie.choix, largeur)) for saisie in rangee)
        boites = 32 if rangee[0].genre is GenreDeSaisie.PARAGRAPHE else 14
        return self._titres(rangee) + max(boites, 4.2 + lignes * PAS_DES_CASES)

    def _titre(self, saisie: ChampAImprimer, largeur: float, x: float, y: float) -> float:
        """Write the label and the help, unless `x` is 0; return the height they take."""
        page, hauteur = self.page, 0.0
        libelle = saisie.libelle + ("\u00a0*" if saisie.obligatoire else "")
        for texte, style in ((libelle, LIBELLE), (saisie.mention, ETIQUETTE)):
            lignes = page.couper(texte, largeur, style) if texte else []
            if x:
                page.ecrire_lignes(x, y + hauteur + style.interligne / 2, lignes, style)
            hauteur += len(lignes) * style.interligne
        return hauteur

    def _saisie(self, saisie: ChampAImprimer, x: float, largeur: float) -> None:
        infobulle = " – ".join(filter(None, (saisie.libelle, saisie.mention)))
        if 0 < len(saisie.choix) <= AU_PLUS_EN_CASES:
            cases = self._cases(saisie.choix, x, largeur)
            self.champs.append(Options(saisie.nom, infobulle, saisie.obligatoire, cases))
        else:
            paragraphe = saisie.genre is GenreDeSaisie.PARAGRAPHE
            case = self._boite(x, largeur, HAUTEUR_PARAGRAPHE if paragraphe else HAUTEUR_ZONE)
            self.champs.append(_champ(saisie, infobulle, case))

    def _boite(self, x: float, largeur: float, hauteur: float) -> Case:
        page = self.page
        page.set_draw_color(GRIS)
        page.set_line_width(0.25)
        page.rect(x, page.y, largeur, hauteur)
        case = Case(page.page_no() - 1, x, page.y, largeur, hauteur)
        page.y += hauteur
        return case

    def _cases(self, valeurs: tuple[str, ...], x: float, largeur: float) -> tuple[tuple[str, Case], ...]:
        """Draw boxes to tick, as many a line as it takes."""
        page, cases = self.page, []
        page.y += 0.6
        for ligne in self._lignes_de_cases(valeurs, largeur):
            cases += [(valeur, self._case(x + decalage, valeur)) for decalage, valeur in ligne]
            page.y += PAS_DES_CASES
        page.y -= 1.2
        return tuple(cases)

    def _lignes_de_cases(self, valeurs: tuple[str, ...], largeur: float) -> list[list[tuple[float, str]]]:
        """Return the boxes line by line, each as its distance from the left and its text."""
        self.page.prendre(CHOIX)
        lignes: list[list[tuple[float, str]]] = []
        ou = 0.0
        for valeur in valeurs if len(valeurs) <= AU_PLUS_EN_CASES else ():
            pas = COTE_CASE + 2 + self.page.largeur_de(valeur) + 6
            if not lignes or ou + pas - 6 > largeur:
                lignes.append([])
                ou = 0.0
            lignes[-1].append((ou, valeur))
            ou += pas
        return lignes

    def _case(self, x: float, texte: str, style: Style = CHOIX) -> Case:
        page, haut = self.page, self.page.y
        case = self._boite(x, COTE_CASE, COTE_CASE)
        page.y = haut
        page.ecrire(x + COTE_CASE + 2, page.y + COTE_CASE / 2, texte, style)
        return case

    def _pieces(self) -> None:
        if not self.formulaire.pieces:
            return
        self.page.section("Papiers à joindre")
        self.page.paragraphe(
            "Cochez ceux que vous joignez. Apportez des copies et montrez les originaux.", NOTE
        )
        self.page.y += 2
        for piece in self.formulaire.pieces:
            self._piece(piece)

    def _piece(self, piece: PieceAJoindre) -> None:
        page = self.page
        retrait = page.l_margin + COTE_CASE + 2
        largeur = page.epw - COTE_CASE - 2
        page.reserver(12 + len(self._lignes_de_cases(piece.natures, largeur)) * PAS_DES_CASES)
        libelle = piece.libelle + ("\u00a0*" if piece.obligatoire else " (si vous l’avez)")
        case = self._case(page.l_margin, libelle, FORT if piece.obligatoire else CORPS)
        self.champs.append(
            Options(f"joindre_{piece.code}", f"Papier joint : {piece.libelle}", False, (("Oui", case),))
        )
        page.y += COTE_CASE + 1.4
        if piece.aide:
            page.paragraphe(piece.aide, ETIQUETTE, retrait)
        if piece.natures:
            page.y += 0.8
            cases = self._cases(piece.natures, retrait, largeur)
            self.champs.append(
                Options(f"joindre_{piece.code}_nature", f"{piece.libelle} : lequel", False, cases)
            )
        page.y += 1.4

    def _signature(self) -> None:
        page = self.page
        page.section("Signature", HAUTEUR_DE_LA_SIGNATURE + HAUTEUR_DU_DEPOT)
        page.paragraphe("Je certifie que ces renseignements sont exacts et complets.", MENTION)
        page.y += 2
        haut = page.y
        for saisie in SIGNATURE:
            self._rangee([saisie])
        self._case_de_signature(haut, page.y)

    def _case_de_signature(self, haut: float, bas: float) -> None:
        """Draw, beside where and when, the box to sign in."""
        page, largeur = self.page, self._largeur([*SIGNATURE])
        x = page.l_margin + largeur + GOUTTIERE
        page.ecrire(x, haut + 2, "Signature, et cachet de l’employeur s’il y a lieu", LIBELLE)
        page.y = haut + 5
        self._boite(x, largeur, bas - haut - 7.6)
        page.y = bas

    def _depot(self) -> None:
        page = self.page
        page.section("Où apporter ce formulaire", HAUTEUR_DU_DEPOT - 9)
        guichets = "\u00a0; ".join(self.formulaire.guichets)
        page.paragraphe(
            "À la division de la Caisse dont vous dépendez, ou au siège"
            + (f"\u00a0: {guichets}." if guichets else "."),
            MENTION,
        )
        page.y += 3
        page.ecrire(page.l_margin, page.y + 2, "Réservé à la Caisse", LIBELLE)
        page.y += 4.5
        largeur, haut = page.epw / len(CAISSE), page.y
        page.set_fill_color(BLANC)
        for rang, etiquette in enumerate(CAISSE):
            page.set_draw_color(FILET)
            page.rect(page.l_margin + rang * largeur, haut, largeur, 18)
            page.ecrire(page.l_margin + rang * largeur + 1.5, haut + 3, etiquette, ETIQUETTE)
        page.y = haut + 20


def _champ(saisie: ChampAImprimer, infobulle: str, case: Case) -> Champ:
    if saisie.choix:
        return ListeDeChoix(saisie.nom, infobulle, saisie.obligatoire, case, saisie.choix)
    return Zone(
        saisie.nom,
        infobulle,
        saisie.obligatoire,
        case,
        saisie.limite,
        paragraphe=saisie.genre is GenreDeSaisie.PARAGRAPHE,
        date=saisie.genre is GenreDeSaisie.DATE,
    )
