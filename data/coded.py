"""The codes, units and sources that rows of the book carry in English, as readers of both languages say them."""

import re

from data.text import Text

# Kinds of rows, rooms of the house, and anchors of quiet days, which rows name by a code.
CODES = {
    "acknowledgement": "hal yang perlu dipahami", "actor-criterion": "syarat pelaku", "authority": "pemerintah",
    "benefit": "manfaat", "board": "dewan", "ceremony": "upacara", "check": "hal yang diperiksa",
    "commitment": "komitmen", "fact": "fakta", "letter": "surat", "matcher": "pemasangan (matcher)",
    "meeting": "rapat", "method": "metode", "objective": "tujuan", "observation": "pengamatan",
    "officer": "pejabat", "opening": "pembukaan", "output": "keluaran", "partner": "mitra pendukung",
    "party": "pihak", "pilot": "proyek percontohan", "planner": "perencanaan (planner)", "principle": "prinsip",
    "purpose": "maksud", "readiness": "kesiapan", "report": "laporan", "reports": "laporan",
    "service": "layanan (service)", "substance": "isi", "visit": "kunjungan", "work": "pekerjaan",
    "workshop": "lokakarya", "absent": "yang tidak ada", "ahead": "hari yang akan datang",
    "early": "berhenti lebih awal",
    "paper": "dokumen", "passed": "hari yang sudah lewat", "silent": "lama senyap", "step": "urutan kegiatan",
    "unmatched": "mencari mentor", "waiting": "lama menunggu", "whole": "tuntas",
    "ramadan": "Ramadan", "eid": "Idulfitri",
}  # fmt: skip

# Amounts that a board's decision has to state.
AMOUNTS = {
    "ceiling_per_partnership": ("ceiling for a partnership", "batas atas per kemitraan"),
    "medium_up_to_connections": ("medium up to, connections", "sedang sampai, sambungan"),
    "mentee_large": ("mentee, large", "resipien, besar"),
    "mentee_medium": ("mentee, medium", "resipien, ukuran sedang"),
    "mentee_per_party": ("mentee, for the party and year", "resipien, per pihak dan tahun"),
    "mentee_priority_percent": ("mentee, per cent in priority regions", "resipien, persen di wilayah prioritas"),
    "mentee_small": ("mentee, small", "resipien, kecil"),
    "mentor_large": ("mentor, large", "mentor, besar"),
    "mentor_medium": ("mentor, medium", "mentor, ukuran sedang"),
    "mentor_per_party": ("mentor, for the party and year", "mentor, per pihak dan tahun"),
    "mentor_priority_percent": ("mentor, per cent in priority regions", "mentor, persen di wilayah prioritas"),
    "mentor_small": ("mentor, small", "mentor, kecil"),
    "small_up_to_connections": ("small up to, connections", "kecil sampai, sambungan"),
    "visits_per_partnership": ("quota of visits for a partnership", "kuota kunjungan per kemitraan"),
    "visits_per_year": ("quota of visits for the year", "kuota kunjungan per tahun"),
    "mentee_far": ("mentee, far", "resipien, jauh"),
    "mentee_middle": ("mentee, middle", "resipien, sedang"),
    "mentee_near": ("mentee, near", "resipien, dekat"),
    "mentee_per_partnership": ("mentee, for a partnership", "resipien, per kemitraan"),
    "mentee_per_visit": ("mentee, for a visit", "resipien, per kunjungan"),
    "mentee_percent": ("mentee, per cent", "resipien, persen"),
    "mentor_far": ("mentor, far", "mentor, jauh"),
    "mentor_middle": ("mentor, middle", "mentor, sedang"),
    "mentor_near": ("mentor, near", "mentor, dekat"),
    "mentor_per_partnership": ("mentor, for a partnership", "mentor, per kemitraan"),
    "mentor_per_visit": ("mentor, for a visit", "mentor, per kunjungan"),
    "mentor_percent": ("mentor, per cent", "mentor, persen"),
    "middle_up_to_km": ("middle up to, km", "sedang sampai, km"),
    "near_up_to_km": ("near up to, km", "dekat sampai, km"),
}

UNITS = {
    "0 or 1": "0 atau 1", "1 yes, 0 no": "1 ya, 0 tidak",
    "airport cities": "kota berbandara", "arrangements": "ketentuan",
    "budget years": "tahun anggaran", "calendar days": "hari kalender", "calendar months": "bulan kalender",
    "heads": "pos", "indicators": "indikator", "kinds of help": "jenis bantuan",
    "kinds of visit": "jenis kunjungan", "letters": "surat", "matches": "hasil pemasangan",
    "mentees": "resipien", "mentors": "mentor",
    "observations": "pengamatan",
    "operators": "operator", "partnerships": "kemitraan", "parts": "bagian", "per cent": "persen",
    "per cent of the mentee's value": "persen dari nilai resipien",
    "per cent of the straight distance": "persen dari jarak garis lurus",
    "per cent of the value before": "persen dari nilai sebelumnya", "persons": "orang",
    "persons per car": "orang per mobil", "phases": "tahap", "places": "tempat", "points": "poin", "purposes": "maksud",
    "reports": "laporan", "reports per pilot month": "laporan per bulan percontohan", "roles": "peran",
    "rupiah per facilitator and day on site": "rupiah per fasilitator per hari di lokasi",
    "rupiah per km, one way, one person": "rupiah per km, sekali jalan, satu orang",
    "rupiah per km, return, one person": "rupiah per km, pulang-pergi, satu orang",
    "rupiah per meeting": "rupiah per rapat",
    "rupiah per participant and day": "rupiah per peserta per hari",
    "rupiah per partnership": "rupiah per kemitraan", "rupiah per unit": "rupiah per satuan",
    "rupiah per visitor and day on site": "rupiah per tamu per hari di lokasi",
    "rupiah per workshop": "rupiah per lokakarya", "rupiah, one way, one person": "rupiah, sekali jalan, satu orang",
    "rupiah, return, one person": "rupiah, pulang-pergi, satu orang", "signatures": "tanda tangan",
    "1 softest to 5 hardest": "1 paling lentur sampai 5 paling teguh", "activities": "kegiatan",
    "per cent of cases": "persen kasus", "per person and day": "per orang per hari",
    "times": "kali", "travel days each way": "hari perjalanan sekali jalan", "trips": "perjalanan",
    "visits": "kunjungan",
    "wishes": "permintaan", "years": "tahun",
    "working days": "hari kerja", "workshops": "lokakarya",
}  # fmt: skip

# Sources told in words; any other is the name of a paper, which has one name.
SOURCES = {
    "PERPAMSI guideline": "pedoman PERPAMSI",
    "assumed by this project": "diasumsikan proyek ini",
    "assumed by this project from 26 known partnerships, 2012-2025":
        "diasumsikan proyek ini dari 26 kemitraan yang diketahui, 2012-2025",
    "assumed by this project; fitted to data/reference/airfares.csv and land_transport.csv where it says so":
        "diasumsikan proyek ini; disesuaikan dengan data/reference/airfares.csv dan land_transport.csv bila disebut",
    "assumed from practice": "diasumsikan dari praktik",
    "assumed from regional practice": "diasumsikan dari praktik regional",
    "assumed: a full-day meeting package with lunch and two snacks":
        "asumsi: paket rapat sehari penuh dengan makan siang dan dua kali kudapan",
    "assumed: a seven-seat car with its driver": "asumsi: mobil tujuh penumpang dengan pengemudinya",
    "assumed: hall for a day, two speakers, folders": "asumsi: aula sehari, dua narasumber, map peserta",
    "assumed: letters, calls, minutes, small hire": "asumsi: surat, telepon, notula, sewa kecil",
    "assumed: of the size of the daily allowance in the capital (PMK 32/2025)":
        "asumsi: sebesar uang harian di ibu kota (PMK 32/2025)",
    "assumed: one printed guideline or compilation for each workshop of the year":
        "asumsi: satu pedoman atau himpunan cetak untuk setiap lokakarya tahun itu",
    "assumed: printing and posting of two signed agreements, reports and the recommendation":
        "asumsi: cetak dan kirim dua perjanjian bertanda tangan, laporan, dan rekomendasi",
    "assumed: two meals and two snacks; the room is the host's own":
        "asumsi: dua kali makan dan dua kali kudapan; ruangnya milik tuan rumah",
    "guideline, 3.1.3": "pedoman, 3.1.3",
    "guideline, 3.2.3 in the singular": "pedoman, 3.2.3 dalam bentuk tunggal",
    "guideline, 3.3.2": "pedoman, 3.3.2",
    "guideline: 'by this signing, the implementation should begin'":
        "pedoman: 'dengan penandatanganan ini pelaksanaan dimulai'",
    "the programme's own currency": "mata uang program sendiri",
}  # fmt: skip

SPACES = re.compile(r"\s+")


def code_said(code: str) -> Text:
    """Return a code in words; an unknown one is said as it is."""
    if code in AMOUNTS:
        english, indonesian = AMOUNTS[code]
        return Text(en=english, id=indonesian)
    return Text(en=code, id=CODES.get(code, code))


def unit_said(unit: str) -> Text:
    """Return the unit of a number; signs such as ``km`` are the same in both languages."""
    return Text(en=unit, id=UNITS.get(unit, unit))


def source_said(source: str) -> Text:
    """Return where a number comes from."""
    return Text(en=source, id=SOURCES.get(SPACES.sub(" ", source), source))
