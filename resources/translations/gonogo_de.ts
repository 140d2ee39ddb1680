<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>A go/no-go gauge made of good parts. It never opens a connection.</source>
            <translation>Eine Gut/Schlecht-Lehre aus Gutteilen. Sie stellt nie eine Verbindung her.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>About Gonogo</source>
            <translation>Über Gonogo</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>All notices</source>
            <translation>Alle Hinweise</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Copy names, versions and licences to the clipboard</source>
            <translation>Namen, Versionen und Lizenzen in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Copy the list</source>
            <translation>Liste kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Gonogo is under the Apache License 2.0; it is built upon these packages:</source>
            <translation>Gonogo steht unter der Apache-Lizenz 2.0; es baut auf diesen Paketen auf:</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Gonogo's icon</source>
            <translation>Symbol von Gonogo</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Licence of the chosen package</source>
            <translation>Lizenz des gewählten Pakets</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>No text is included.</source>
            <translation>Es liegt kein Text bei.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Only packages with these letters are listed</source>
            <translation>Nur Pakete mit diesen Buchstaben werden gelistet</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Package</source>
            <translation>Paket</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Packages and their licences</source>
            <translation>Pakete und ihre Lizenzen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Search the packages</source>
            <translation>Pakete durchsuchen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Search {n} packages</source>
            <translation>{n} Pakete durchsuchen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Show the licences of everything in this application, of Qt and of the system's parts</source>
            <translation>Die Lizenzen von allem in dieser Anwendung zeigen, auch von Qt und den Teilen des Systems</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>The file of notices cannot be read.</source>
            <translation>Die Datei mit den Hinweisen lässt sich nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>To be read and copied, not to be changed</source>
            <translation>Zum Lesen und Kopieren, nicht zum Ändern</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Up and Down choose a package; its licence is shown below</source>
            <translation>Auf und Ab wählen ein Paket; seine Lizenz steht darunter</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/about.py" />
            <source>Version</source>
            <translation>Version</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;Part</source>
            <translation>&amp;Teil</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;Recipe</source>
            <translation>&amp;Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>About Gonogo</source>
            <translation>Über Gonogo</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Actual pixels (100 %)</source>
            <translation>Bildpixel (100 %)</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Add a folder of good parts…</source>
            <translation>Ordner mit Gutteilen hinzufügen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Add good parts…</source>
            <translation>Gutteile hinzufügen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Add the confirmed good ones to the recipe…</source>
            <translation>Bestätigte Gutteile aufnehmen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Back to the calibrated limits</source>
            <translation>Zurück zu den kalibrierten Grenzen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Begin an empty list; what is on it now stays among the sessions</source>
            <translation>Mit einer leeren Liste beginnen; was jetzt darauf ist, bleibt bei den Sitzungen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Boxes with numbers</source>
            <translation>Rahmen mit Nummern</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Change the PIN…</source>
            <translation>PIN ändern…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Check with the reference parts</source>
            <translation>Mit Referenzteilen kontrollieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose a folder of parts and judge them by the open recipe</source>
            <translation>Ordner mit Teilen wählen und nach dem offenen Rezept beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose a folder whose folders say what the parts are, and compare</source>
            <translation>Ordner wählen, dessen Unterordner sagen, was die Teile sind, und vergleichen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose a folder with pictures of good parts</source>
            <translation>Ordner mit Bildern von Gutteilen wählen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose pictures of good parts to make a recipe from</source>
            <translation>Bilder von Gutteilen wählen, um daraus ein Rezept zu machen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose pictures of parts and judge them by the open recipe</source>
            <translation>Bilder von Teilen wählen und nach dem offenen Rezept beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose the PIN that takes the operator lock off</source>
            <translation>Die PIN wählen, die die Bedienersperre aufhebt</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Choose the parts that the check is made with</source>
            <translation>Die Teile wählen, mit denen kontrolliert wird</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Clear the results</source>
            <translation>Ergebnisse leeren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Contours of the defects</source>
            <translation>Umrisse der Fehlstellen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Copy the evaluation as text</source>
            <translation>Bewertung als Text kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Copy the path of the file</source>
            <translation>Pfad der Datei kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Copy the paths of the selected parts</source>
            <translation>Die Pfade der gewählten Teile kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Copy the shown part as a picture</source>
            <translation>Gezeigtes Teil als Bild kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Draw the region of interest…</source>
            <translation>Prüfbereich zeichnen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Earlier versions…</source>
            <translation>Frühere Versionen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Evaluate</source>
            <translation>Bewerten</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Evaluate a labelled folder…</source>
            <translation>Ordner mit bekannten Teilen bewerten…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Evaluate the folder again</source>
            <translation>Ordner noch einmal bewerten</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Export results…</source>
            <translation>Ergebnisse exportieren…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Find a part</source>
            <translation>Teil suchen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Fit the window</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Go back to an earlier list, or give this one a name</source>
            <translation>Zu einer früheren Liste zurückgehen oder dieser einen Namen geben</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Go on after a verdict</source>
            <translation>Nach einem Urteil weitergehen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Go to the next part that nobody has decided on</source>
            <translation>Zum nächsten Teil gehen, über das noch niemand entschieden hat</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Heatmap</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Hide training and limits and show the verdict large</source>
            <translation>Anlernen und Grenzen verbergen und das Urteil groß zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>I am not sure</source>
            <translation>Ich bin unsicher</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Inspect</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Inspect a folder…</source>
            <translation>Ordner prüfen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Inspect every new picture that a camera writes into a folder</source>
            <translation>Jedes neue Bild prüfen, das eine Kamera in einen Ordner schreibt</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Inspect no more pictures by themselves</source>
            <translation>Keine Bilder mehr von selbst prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Inspect pictures…</source>
            <translation>Bilder prüfen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>It is defective</source>
            <translation>Es ist defekt</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>It is good</source>
            <translation>Es ist gut</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Judge the folder of last time by the recipe as it is now</source>
            <translation>Den Ordner vom letzten Mal nach dem jetzigen Rezept beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Large verdict</source>
            <translation>Großes Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Learn from the good parts what is normal</source>
            <translation>Aus den Gutteilen lernen, was normal ist</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Learn from the parts that you called good, and judge everything anew</source>
            <translation>Aus den Teilen lernen, die Sie gut genannt haben, und alles neu beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Leave the chosen good parts out of the recipe, or take the chosen results off the list</source>
            <translation>Die gewählten Gutteile aus dem Rezept auslassen oder die gewählten Ergebnisse von der Liste nehmen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Light or dark like the system</source>
            <translation>Hell oder dunkel wie das System</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Make drawn sample parts, learn the good ones and inspect the others</source>
            <translation>Gezeichnete Beispielteile machen, die guten anlernen und die anderen prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>New session</source>
            <translation>Neue Sitzung</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Next part</source>
            <translation>Nächstes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Next undecided part</source>
            <translation>Nächstes offenes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Note that the shown part needs another look</source>
            <translation>Festhalten, dass das gezeigte Teil noch einmal angesehen werden muss</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Note your own verdict on the shown part: defective</source>
            <translation>Das eigene Urteil über das gezeigte Teil festhalten: defekt</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Note your own verdict on the shown part: good</source>
            <translation>Das eigene Urteil über das gezeigte Teil festhalten: gut</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Open a recipe…</source>
            <translation>Rezept öffnen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Open the export folder</source>
            <translation>Exportordner öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Open the log folder</source>
            <translation>Ordner mit den Protokollen öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Operator lock</source>
            <translation>Bedienersperre</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Paste pictures</source>
            <translation>Bilder einfügen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Pictures were moved…</source>
            <translation>Bilder wurden verschoben…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Previous part</source>
            <translation>Voriges Teil</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Prove with parts of known verdict that this station judges as it should</source>
            <translation>Mit Teilen von bekanntem Urteil nachweisen, dass diese Station richtig urteilt</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Put all figures on the clipboard, for a mail or a table</source>
            <translation>Alle Zahlen in die Zwischenablage legen, für eine Mail oder eine Tabelle</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Reference parts…</source>
            <translation>Referenzteile…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Save the evaluation…</source>
            <translation>Bewertung speichern…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Save the recipe</source>
            <translation>Rezept speichern</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Save the recipe as…</source>
            <translation>Rezept speichern unter…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Say where the folder with the pictures is now</source>
            <translation>Sagen, wo der Ordner mit den Bildern jetzt ist</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>See how the recipe has changed, and go back to an earlier version</source>
            <translation>Sehen, wie sich das Rezept geändert hat, und zu einer früheren Version zurückgehen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Sessions…</source>
            <translation>Sitzungen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Settings</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Settings…</source>
            <translation>Optionen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Shortcuts</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the file in its folder</source>
            <translation>Datei in ihrem Ordner zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the files that were exported last</source>
            <translation>Die zuletzt exportierten Dateien zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the heatmap over the photo; hold Space to see the bare photo</source>
            <translation>Die Heatmap über dem Foto zeigen; Leertaste halten zeigt das bloße Foto</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the next part as soon as you have judged one</source>
            <translation>Das nächste Teil zeigen, sobald eines beurteilt ist</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the photo and the heatmap beside each other</source>
            <translation>Foto und Heatmap nebeneinander zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Show the verdict large enough to be read from afar</source>
            <translation>Das Urteil so groß zeigen, dass es von Weitem zu lesen ist</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Side by side</source>
            <translation>Nebeneinander</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Stop</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Stop the running job</source>
            <translation>Laufenden Vorgang abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Stop watching</source>
            <translation>Überwachung beenden</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Take all results off the list; no file is touched</source>
            <translation>Alle Ergebnisse von der Liste nehmen; keine Datei wird angefasst</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Take out of the recipe…</source>
            <translation>Aus dem Rezept herausnehmen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Take pictures, files or folders from the clipboard, as if they were dropped here</source>
            <translation>Bilder, Dateien oder Ordner aus der Zwischenablage nehmen, als wären sie hier abgelegt worden</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Take the verdict back</source>
            <translation>Urteil zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Tool bar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Train</source>
            <translation>Anlernen</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Try the sample</source>
            <translation>Beispiel ausprobieren</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Unlearn the chosen parts, if the recipe was made from them</source>
            <translation>Die gewählten Teile verlernen, wenn das Rezept aus ihnen gemacht wurde</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Watch a folder…</source>
            <translation>Ordner überwachen…</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Write a few words on the shown part</source>
            <translation>Ein paar Worte zum gezeigten Teil schreiben</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Write a note</source>
            <translation>Notiz schreiben</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Write all figures as a JSON file, as the command line does</source>
            <translation>Alle Zahlen als JSON-Datei schreiben, wie es die Befehlszeile tut</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Write the results as a table, a report or pictures</source>
            <translation>Die Ergebnisse als Tabelle, Bericht oder Bilder schreiben</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <location filename="../../gui/actions.py" />
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
    </context>
    <context>
        <name>AppState</name>
        <message>
            <location filename="../../gui/state.py" />
            <source>Changing the recipe</source>
            <translation>Rezept wird geändert</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Drawing the sample parts</source>
            <translation>Beispielteile werden gezeichnet</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Exporting</source>
            <translation>Export</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Going back</source>
            <translation>Zurückgehen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Inspecting</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Inspecting again</source>
            <translation>Erneute Prüfung</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Keeping the pasted picture</source>
            <translation>Das eingefügte Bild wird aufgehoben</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Learning</source>
            <translation>Lernen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Looking for pictures</source>
            <translation>Bilder werden gesucht</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Looking for recent recipes</source>
            <translation>Letzte Rezepte werden gesucht</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Open a recipe, or drop good parts to make one; then the parts are inspected.</source>
            <translation>Öffnen Sie ein Rezept oder legen Sie Gutteile ab, um eines zu machen; dann werden die Teile geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Open a recipe; then the parts are inspected.</source>
            <translation>Öffnen Sie ein Rezept; dann werden die Teile geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Opening the recipe</source>
            <translation>Rezept wird geöffnet</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Saving the recipe</source>
            <translation>Rezept wird gespeichert</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>The recipe was saved as {path}.</source>
            <translation>Das Rezept wurde als {path} gespeichert.</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>There is no recipe to judge these parts by yet.</source>
            <translation>Es gibt noch kein Rezept, nach dem diese Teile beurteilt werden könnten.</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>These good parts are on the list already.</source>
            <translation>Diese Gutteile sind schon auf der Liste.</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Tidying up</source>
            <translation>Aufräumen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>Training</source>
            <translation>Anlernen</translation>
        </message>
        <message>
            <location filename="../../gui/steps.py" />
            <source>bringing back good parts</source>
            <translation>Gutteile zurückholen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>change of limits</source>
            <translation>geänderte Grenzen</translation>
        </message>
        <message>
            <location filename="../../gui/steps.py" />
            <source>leaving out good parts</source>
            <translation>Gutteile auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>taking a verdict back</source>
            <translation>Urteil zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../gui/steps.py" />
            <source>taking parts off the list</source>
            <translation>Teile von der Liste nehmen</translation>
        </message>
        <message>
            <location filename="../../gui/state.py" />
            <source>verdict</source>
            <translation>Urteil</translation>
        </message>
    </context>
    <context>
        <name>AreaKeeper</name>
        <message>
            <location filename="../../gui/inspect/areas.py" />
            <source>Measuring regions</source>
            <translation>Stellen werden vermessen</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <location filename="../../gui/history/banner.py" />
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>ChangesTable</name>
        <message>
            <location filename="../../gui/models/changes_table.py" />
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <location filename="../../gui/models/changes_table.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/models/changes_table.py" />
            <source>With the change</source>
            <translation>Mit der Änderung</translation>
        </message>
        <message>
            <location filename="../../gui/models/changes_table.py" />
            <source>{name}
one of the new good parts</source>
            <translation>{name}
eines der neuen Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/models/changes_table.py" />
            <source>{name}: {before} now, {after} with the change</source>
            <translation>{name}: {before} jetzt, {after} mit der Änderung</translation>
        </message>
    </context>
    <context>
        <name>ChartsPane</name>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Drift of good parts</source>
            <translation>Drift der Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Each dot is a part; the line is the running median of the good ones</source>
            <translation>Jeder Punkt ist ein Teil; die Linie ist der laufende Median der guten</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Margins over time</source>
            <translation>Werte im Zeitverlauf</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Reading …</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Show the whole time</source>
            <translation>Ganze Zeit zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>Show the whole time; the wheel over a chart comes closer</source>
            <translation>Die ganze Zeit zeigen; das Rad über einem Diagramm holt näher heran</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>What drift is, and what it is looked for with</source>
            <translation>Was Drift ist und wonach sie gesucht wird</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>What is this?</source>
            <translation>Was ist das?</translation>
        </message>
        <message>
            <location filename="../../gui/history/charts_pane.py" />
            <source>median</source>
            <translation>Median</translation>
        </message>
    </context>
    <context>
        <name>CheckDialog</name>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>All scores are the same to the last digit.</source>
            <translation>Alle Messwerte sind bis auf die letzte Stelle gleich.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>All {n} reference parts got the verdict that they should get.</source>
            <translation>Alle {n} Referenzteile haben das Urteil bekommen, das sie bekommen sollen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Back to the window; key Escape</source>
            <translation>Zurück zum Fenster; Escape-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Check again</source>
            <translation>Noch einmal kontrollieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Check with the reference parts</source>
            <translation>Mit Referenzteilen kontrollieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Checked {when}</source>
            <translation>Kontrolliert {when}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Checking</source>
            <translation>Kontrolle</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Checking …</source>
            <translation>Kontrolle läuft …</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Choose the parts that the check is made with</source>
            <translation>Die Teile wählen, mit denen kontrolliert wird</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Difference of the score</source>
            <translation>Abweichung des Messwerts</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Do not rely on verdicts here until somebody has found out why: other limits, a changed recipe, or a fault of this computer.</source>
            <translation>Verlassen Sie sich hier auf kein Urteil, bis der Grund gefunden ist: andere Grenzen, ein geändertes Rezept oder ein Fehler dieses Computers.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Is</source>
            <translation>Ist</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Judge the reference parts once more</source>
            <translation>Die Referenzteile noch einmal beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>No reference parts yet</source>
            <translation>Noch keine Referenzteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Reference parts</source>
            <translation>Referenzteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Reference parts…</source>
            <translation>Referenzteile…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Should be</source>
            <translation>Soll</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The check could not be made</source>
            <translation>Die Kontrolle war nicht möglich</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The reference part got the verdict that it should get.</source>
            <translation>Das Referenzteil hat das Urteil bekommen, das es bekommen soll.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The reference parts of {name} are judged anew.</source>
            <translation>Die Referenzteile von {name} werden neu beurteilt.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The scores differ by at most {share}, as they do on another kind of processor.</source>
            <translation>Die Messwerte weichen um höchstens {share} ab, wie auf einer anderen Art von Prozessor.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The station does not judge as it should</source>
            <translation>Die Station urteilt nicht richtig</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>The station judges as it should</source>
            <translation>Die Station urteilt richtig</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>Waiting until what runs now has ended.</source>
            <translation>Es wird gewartet, bis der laufende Vorgang zu Ende ist.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>What each part should be, and what it is</source>
            <translation>Was jedes Teil sein soll und was es ist</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>as it should be</source>
            <translation>wie es sein soll</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>not as it should be</source>
            <translation>nicht wie es sein soll</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>{bad} of {n} reference parts are not judged as they should be.</source>
            <translation>{bad} von {n} Referenzteilen werden nicht so beurteilt, wie sie sollen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>{bad} of {n} reference parts is not judged as it should be.</source>
            <translation>{bad} von {n} Referenzteilen wird nicht so beurteilt, wie es soll.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/check.py" />
            <source>{name} · {when}</source>
            <translation>{name} · {when}</translation>
        </message>
    </context>
    <context>
        <name>Checking</name>
        <message>
            <location filename="../../gui/checking.py" />
            <source>A check needs parts whose verdict is known: some good ones, and some with defects.</source>
            <translation>Eine Kontrolle braucht Teile, deren Urteil bekannt ist: einige gute und einige mit Fehlstellen.</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>Check again.</source>
            <translation>Kontrollieren Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>Checking</source>
            <translation>Kontrolle</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>It was stopped.</source>
            <translation>Sie wurde abgebrochen.</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>Judging reference parts</source>
            <translation>Referenzteile werden beurteilt</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>Pictures of reference parts</source>
            <translation>Bilder von Referenzteilen</translation>
        </message>
        <message>
            <location filename="../../gui/checking.py" />
            <source>… and {n} more</source>
            <translation>… und {n} weitere</translation>
        </message>
    </context>
    <context>
        <name>Choices</name>
        <message>
            <location filename="../../gui/train/choices.py" />
            <source>A little slower, sees a little more</source>
            <translation>Etwas langsamer, sieht etwas mehr</translation>
        </message>
        <message>
            <location filename="../../gui/train/choices.py" />
            <source>Large and slow, needs a weights file</source>
            <translation>Groß und langsam, braucht eine Gewichtsdatei</translation>
        </message>
        <message>
            <location filename="../../gui/train/choices.py" />
            <source>Quick, needs a weights file</source>
            <translation>Schnell, braucht eine Gewichtsdatei</translation>
        </message>
        <message>
            <location filename="../../gui/train/choices.py" />
            <source>Quick, right for most parts</source>
            <translation>Schnell, für die meisten Teile richtig</translation>
        </message>
        <message>
            <location filename="../../gui/train/choices.py" />
            <source>Slower, sees more</source>
            <translation>Langsamer, sieht mehr</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Folder of good parts</source>
            <translation>Ordner mit Gutteilen</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Folder of parts to inspect</source>
            <translation>Ordner mit Teilen zum Prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Folder to watch</source>
            <translation>Zu überwachender Ordner</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Open a recipe</source>
            <translation>Rezept öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Pictures of good parts</source>
            <translation>Bilder von Gutteilen</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Pictures to inspect</source>
            <translation>Bilder zum Prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>Save the recipe</source>
            <translation>Rezept speichern</translation>
        </message>
        <message>
            <location filename="../../gui/commands.py" />
            <source>{name} (missing)</source>
            <translation>{name} (fehlt)</translation>
        </message>
    </context>
    <context>
        <name>ConfusionTable</name>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Defective</source>
            <translation>Defekt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Good</source>
            <translation>Gut</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Label</source>
            <translation>Soll</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Labels against verdicts</source>
            <translation>Soll gegen Urteil</translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Copy the report</source>
            <translation>Bericht kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Copy the report to the clipboard</source>
            <translation>Den Bericht in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Open the log folder</source>
            <translation>Ordner mit den Protokollen öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Show the folder with the log files</source>
            <translation>Den Ordner mit den Protokolldateien zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Something went wrong</source>
            <translation>Etwas ist schiefgegangen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>Something went wrong that Gonogo did not expect</source>
            <translation>Etwas ist schiefgegangen, womit Gonogo nicht gerechnet hat</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/crash.py" />
            <source>You can go on working. If things look odd, save the recipe under a new name and start Gonogo again. Please send the report to whoever looks after Gonogo; it holds no pictures.</source>
            <translation>Sie können weiterarbeiten. Wenn etwas seltsam aussieht, speichern Sie das Rezept unter einem neuen Namen und starten Gonogo neu. Bitte senden Sie den Bericht an die Person, die Gonogo betreut; er enthält keine Bilder.</translation>
        </message>
    </context>
    <context>
        <name>CurvesPane</name>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>At every limit</source>
            <translation>Bei jeder Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Caught against rejected by mistake</source>
            <translation>Erkannt gegen irrtümlich aussortiert</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Curve</source>
            <translation>Kurve</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Defective parts caught</source>
            <translation>Defekte Teile erkannt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Defective parts caught against good parts rejected</source>
            <translation>Erkannte defekte Teile gegen aussortierte Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Defective parts that pass</source>
            <translation>Defekte Teile durchgelassen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Good parts rejected</source>
            <translation>Gutteile aussortiert</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>How many of the rejected parts are defective</source>
            <translation>Wie viele der aussortierten Teile defekt sind</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Limit (score)</source>
            <translation>Grenze (Messwert)</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Precision and recall</source>
            <translation>Genauigkeit und Trefferquote</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Rates against the limit</source>
            <translation>Raten über der Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Rejected parts that are defective</source>
            <translation>Aussortierte Teile, die defekt sind</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Rightly rejected against caught</source>
            <translation>Zu Recht aussortiert gegen erkannt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/curves_pane.py" />
            <source>Share of the parts</source>
            <translation>Anteil der Teile</translation>
        </message>
    </context>
    <context>
        <name>Dates</name>
        <message>
            <location filename="../../gui/words.py" />
            <source>d MMM</source>
            <translation>d. MMM</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>d MMM yyyy</source>
            <translation>d. MMM yyyy</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>ddd d MMM</source>
            <translation>ddd d. MMM</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>ddd d MMM yyyy</source>
            <translation>ddd d. MMM yyyy</translation>
        </message>
    </context>
    <context>
        <name>DefectsPane</name>
        <message>
            <location filename="../../gui/inspect/defects_pane.py" />
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/defects_pane.py" />
            <source>Defects</source>
            <translation>Fehlstellen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/defects_pane.py" />
            <source>Defects of the shown part</source>
            <translation>Fehlstellen des gezeigten Teils</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/defects_pane.py" />
            <source>Enter or a click shows the defect large</source>
            <translation>Eingabe oder ein Klick zeigt die Fehlstelle groß</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/defects_pane.py" />
            <source>Rows</source>
            <translation>Zeilen</translation>
        </message>
    </context>
    <context>
        <name>DefectsTable</name>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Area in percent of the photo</source>
            <translation>Fläche in Prozent des Fotos</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Area in pixels of the photo</source>
            <translation>Fläche in Pixeln des Fotos</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Highest anomaly value inside</source>
            <translation>Höchster Anomaliewert darin</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Middle of the defect in the photo: from the left, from the top</source>
            <translation>Mitte der Fehlstelle im Foto: von links, von oben</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Number of the defect, as beside its box</source>
            <translation>Nummer der Fehlstelle, wie neben ihrem Rahmen</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Peak</source>
            <translation>Spitze</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Position</source>
            <translation>Lage</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>Share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>{n} %</source>
            <translation>{n} %</translation>
        </message>
        <message>
            <location filename="../../gui/models/defects_table.py" />
            <source>{w} × {h} pixels at ({x}, {y}); press Enter or click to look at it</source>
            <translation>{w} × {h} Pixel bei ({x}, {y}); Eingabe oder ein Klick zeigt sie</translation>
        </message>
    </context>
    <context>
        <name>Drop</name>
        <message>
            <location filename="../../gui/dropping.py" />
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>1 picture</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Add {what} as good parts</source>
            <translation>{what} als Gutteile hinzufügen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Compare the verdicts of {recipe} with the labels in {what}</source>
            <translation>Urteile von {recipe} mit dem Soll in {what} vergleichen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Drop one recipe at a time</source>
            <translation>Immer nur ein Rezept ablegen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Drop pictures, folders or a recipe here</source>
            <translation>Bilder, Ordner oder ein Rezept hier ablegen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Evaluate {what}: you will be asked for a recipe</source>
            <translation>{what} bewerten: Sie werden nach einem Rezept gefragt</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Inspect {what} with {recipe}</source>
            <translation>{what} mit {recipe} prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Inspect {what}: you will be asked for a recipe</source>
            <translation>{what} prüfen: Sie werden nach einem Rezept gefragt</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Open the recipe {name}</source>
            <translation>Rezept {name} öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>Open the recipe {name} and inspect {what}</source>
            <translation>Rezept {name} öffnen und {what} prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>the folder {name}</source>
            <translation>den Ordner {name}</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>{n} folders</source>
            <translation>{n} Ordner</translation>
        </message>
        <message>
            <location filename="../../gui/dropping.py" />
            <source>{n} pictures</source>
            <translation>{n} Bilder</translation>
        </message>
    </context>
    <context>
        <name>Engine</name>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <location filename="../../engine/images/tiff.py" />
            <source>16-bit {words}</source>
            <translation>16 Bit {words}</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>A change cannot be kept in {path}: {error}.</source>
            <translation>Eine Änderung lässt sich in {path} nicht festhalten: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>A defect cannot have the severity {severity}.</source>
            <translation>Eine Fehlstelle kann nicht die Stärke {severity} haben.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>A false-alarm rate of {rate} is not possible.</source>
            <translation>Eine Fehlalarmrate von {rate} ist nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>A limit needs at least 2 good parts.</source>
            <translation>Eine Grenze braucht mindestens 2 Gutteile.</translation>
        </message>
        <message>
            <location filename="../../engine/export/maps.py" />
            <source>A map could not be packed as TIFF.</source>
            <translation>Eine Karte ließ sich nicht als TIFF packen.</translation>
        </message>
        <message>
            <location filename="../../engine/export/overlays.py" />
            <source>A picture could not be packed as PNG.</source>
            <translation>Ein Bild ließ sich nicht als PNG packen.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>A recipe needs at least 2 good parts; 40 to 200 are sensible.</source>
            <translation>Ein Rezept braucht mindestens 2 Gutteile; sinnvoll sind 40 bis 200.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <location filename="../../engine/session/drift.py" />
            <source>A score is infinite or undefined and cannot be ranked.</source>
            <translation>Ein Messwert ist unendlich oder undefiniert und lässt sich nicht einordnen.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>Add a few clearly good and clearly defective parts as reference parts.</source>
            <translation>Fügen Sie einige eindeutig gute und eindeutig defekte Teile als Referenzteile hinzu.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>Add good parts; 40 or more are sensible.</source>
            <translation>Fügen Sie Gutteile hinzu; sinnvoll sind 40 oder mehr.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>All pictures of good parts show exactly the same.</source>
            <translation>Alle Bilder von Gutteilen zeigen genau dasselbe.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>An anomaly map has negative, infinite or undefined values.</source>
            <translation>Eine Anomaliekarte hat negative, unendliche oder undefinierte Werte.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>An anomaly map of shape {shape} cannot be compared with a mask of {shape2}.</source>
            <translation>Eine Anomaliekarte der Größe {shape} lässt sich nicht mit einer Maske der Größe {shape2} vergleichen.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>An image size of {image_size} is not possible.</source>
            <translation>Eine Bildgröße von {image_size} ist nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>Another session is where {path} was.</source>
            <translation>Wo {path} war, liegt jetzt eine andere Sitzung.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>Ask for fewer channels or more layers.</source>
            <translation>Verlangen Sie weniger Kanäle oder mehr Schichten.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Ask for the right to read it, or copy it.</source>
            <translation>Lassen Sie sich das Leserecht geben oder nehmen Sie eine Kopie.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>Bring the mask to the size of the map first.</source>
            <translation>Bringen Sie zuerst die Maske auf die Größe der Karte.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <location filename="../../engine/session/schema.py" />
            <source>Check its name and place.</source>
            <translation>Prüfen Sie Name und Ort.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>Check that you may open this folder.</source>
            <translation>Prüfen Sie, ob Sie diesen Ordner öffnen dürfen.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Check the disk and its connection.</source>
            <translation>Prüfen Sie den Datenträger und seinen Anschluss.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>Check the disk and try again.</source>
            <translation>Prüfen Sie den Datenträger und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Check the drive or the network and try again.</source>
            <translation>Prüfen Sie das Laufwerk oder das Netzwerk und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <location filename="../../engine/session/schema.py" />
            <source>Check the file and its permissions.</source>
            <translation>Prüfen Sie die Datei und ihre Berechtigungen.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Check the file and its place.</source>
            <translation>Prüfen Sie die Datei und ihren Ort.</translation>
        </message>
        <message>
            <location filename="../../engine/session/store.py" />
            <source>Check the folder and its permissions.</source>
            <translation>Prüfen Sie den Ordner und seine Berechtigungen.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>Check the name and the permission.</source>
            <translation>Prüfen Sie den Namen und die Berechtigung.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>Check the place and try again.</source>
            <translation>Prüfen Sie den Ort und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>Choose a convolutional network.</source>
            <translation>Wählen Sie ein faltendes Netz (CNN).</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <location filename="../../engine/session/schema.py" />
            <source>Choose a file that Gonogo saved as a {what}.</source>
            <translation>Wählen Sie eine Datei, die Gonogo als {what} gespeichert hat.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>Choose a folder that has test/good and test/KIND (masks in ground_truth/KIND), or a folder good beside one folder for each kind of defect.</source>
            <translation>Wählen Sie einen Ordner mit test/good und test/ART (Masken in ground_truth/ART) oder mit einem Ordner good neben je einem Ordner für jede Fehlerart.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>Choose a folder that you may write to.</source>
            <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
        </message>
        <message>
            <location filename="../../engine/images/scanning.py" />
            <source>Choose a folder with PNG, JPEG, BMP, TIFF or WebP files.</source>
            <translation>Wählen Sie einen Ordner mit PNG-, JPEG-, BMP-, TIFF- oder WebP-Dateien.</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>Choose a larger picture, or leave it out.</source>
            <translation>Wählen Sie ein größeres Bild oder lassen Sie dieses aus.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>Choose a number from 0 to 1.</source>
            <translation>Wählen Sie eine Zahl von 0 bis 1.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>Choose a part that is clearly good or clearly defective.</source>
            <translation>Wählen Sie ein Teil, das eindeutig gut oder eindeutig defekt ist.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Choose a picture file instead.</source>
            <translation>Wählen Sie stattdessen eine Bilddatei.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>Choose a size from {smallest} to {largest} pixels.</source>
            <translation>Wählen Sie eine Größe von {smallest} bis {largest} Pixel.</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>Choose a smaller image size, fewer channels or a deeper first layer, or close other programs.</source>
            <translation>Wählen Sie eine kleinere Bildgröße, weniger Kanäle oder eine tiefere erste Schicht, oder schließen Sie andere Programme.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>Choose another convolutional network.</source>
            <translation>Wählen Sie ein anderes faltendes Netz (CNN).</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>Choose another file.</source>
            <translation>Wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>Choose another folder for the copies.</source>
            <translation>Wählen Sie einen anderen Ordner für die Kopien.</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>Choose another folder.</source>
            <translation>Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <location filename="../../engine/session/schema.py" />
            <source>Choose another name.</source>
            <translation>Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>Choose another network.</source>
            <translation>Wählen Sie ein anderes Netz.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <location filename="../../engine/session/schema.py" />
            <source>Choose another one.</source>
            <translation>Wählen Sie eine andere.</translation>
        </message>
        <message>
            <location filename="../../engine/versions.py" />
            <source>Choose another version.</source>
            <translation>Wählen Sie eine andere Version.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/folder.py" />
            <source>Choose numbers from 0.</source>
            <translation>Wählen Sie Zahlen ab 0.</translation>
        </message>
        <message>
            <location filename="../../engine/colour.py" />
            <source>Choose one of {colour_maps}.</source>
            <translation>Wählen Sie aus: {colour_maps}.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>Choose one of {defect_kinds}.</source>
            <translation>Wählen Sie aus: {defect_kinds}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>Choose one of: {model_formats}.</source>
            <translation>Wählen Sie aus: {model_formats}.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/runtime.py" />
            <source>Choose openvino or torch.</source>
            <translation>Wählen Sie openvino oder torch.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>Choose the file itself.</source>
            <translation>Wählen Sie die Datei selbst.</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>Choose the folder that holds the inspected ones.</source>
            <translation>Wählen Sie den Ordner mit den geprüften Bildern.</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>Choose the folder that holds them now.</source>
            <translation>Wählen Sie den Ordner, in dem sie jetzt sind.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Choose the pictures in it.</source>
            <translation>Wählen Sie die Bilder darin.</translation>
        </message>
        <message>
            <location filename="../../engine/export/maps.py" />
            <location filename="../../engine/export/models/exporting.py" />
            <location filename="../../engine/export/overlays.py" />
            <location filename="../../gui/lock/lock.py" />
            <source>Close other programs and try again.</source>
            <translation>Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/detector.py" />
            <source>Close other programs, or use a smaller picture.</source>
            <translation>Schließen Sie andere Programme oder nehmen Sie ein kleineres Bild.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Close other programs.</source>
            <translation>Schließen Sie andere Programme.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Close the other program.</source>
            <translation>Schließen Sie das andere Programm.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Copy it again from where it came from, or leave it out.</source>
            <translation>Kopieren Sie die Datei noch einmal von dort, wo sie herkam, oder lassen Sie sie aus.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>Copy it again from where it came from.</source>
            <translation>Kopieren Sie die Datei noch einmal von dort, wo sie herkam.</translation>
        </message>
        <message>
            <location filename="../../gui/pasting.py" />
            <source>Copy it again, or save it as a file and drop that.</source>
            <translation>Kopieren Sie es noch einmal, oder speichern Sie es als Datei und ziehen Sie diese ins Fenster.</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>Crop it or scale it down.</source>
            <translation>Schneiden Sie das Bild zu oder verkleinern Sie es.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Crop the picture or scale it down.</source>
            <translation>Schneiden Sie das Bild zu oder verkleinern Sie es.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>Delete the older copy.</source>
            <translation>Löschen Sie die ältere Kopie.</translation>
        </message>
        <message>
            <location filename="../../engine/operating_points.py" />
            <source>Evaluate the parts again.</source>
            <translation>Bewerten Sie die Teile noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>Export the results and report this fault.</source>
            <translation>Exportieren Sie die Ergebnisse und melden Sie diesen Fehler.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>Export the results before the window is closed next time.</source>
            <translation>Exportieren Sie beim nächsten Mal die Ergebnisse, bevor das Fenster geschlossen wird.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/onnx_model.py" />
            <source>Export to OpenVINO instead.</source>
            <translation>Exportieren Sie stattdessen nach OpenVINO.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>Export to another format, or train the recipe again with the libraries installed here.</source>
            <translation>Exportieren Sie in ein anderes Format oder lernen Sie das Rezept mit den hier installierten Bibliotheken neu an.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Export to openvino here, or use the full edition.</source>
            <translation>Exportieren Sie hier nach openvino oder verwenden Sie die Vollversion.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Exporting to {model_format} needs libraries that are not installed: {missing}.</source>
            <translation>Der Export nach {model_format} braucht Bibliotheken, die nicht installiert sind: {missing}.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Exporting to {model_format} needs the full edition of Gonogo.</source>
            <translation>Nach {model_format} exportieren kann nur die Vollversion von Gonogo.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>Fewer than 2 good parts would be left in the recipe.</source>
            <translation>Im Rezept blieben weniger als 2 Gutteile übrig.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>Free some space or choose another place.</source>
            <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ort.</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>Free some space there, choose another place for the cache, or give fewer pictures.</source>
            <translation>Schaffen Sie dort Platz, wählen Sie einen anderen Ort für den Zwischenspeicher oder nehmen Sie weniger Bilder.</translation>
        </message>
        <message>
            <location filename="../../engine/spool.py" />
            <source>Free some space there, or choose another place for the cache.</source>
            <translation>Schaffen Sie dort Platz oder wählen Sie einen anderen Ort für den Zwischenspeicher.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Free some space.</source>
            <translation>Schaffen Sie Platz.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>Give 0 or more pixels.</source>
            <translation>Geben Sie 0 oder mehr Pixel an.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Give 0 or more.</source>
            <translation>Geben Sie 0 oder mehr an.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Give 1 or more.</source>
            <translation>Geben Sie 1 oder mehr an.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Give 1 to 4096, such as 100.</source>
            <translation>Geben Sie 1 bis 4096 an, etwa 100.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Give a multiple of 32 from 32 to 2048, such as 256 or 512.</source>
            <translation>Geben Sie ein Vielfaches von 32 an, von 32 bis 2048, etwa 256 oder 512.</translation>
        </message>
        <message>
            <location filename="../../engine/colour.py" />
            <location filename="../../engine/judging.py" />
            <source>Give a number above 0.</source>
            <translation>Geben Sie eine Zahl über 0 an.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>Give a rate above 0 and at most 1.</source>
            <translation>Geben Sie eine Rate über 0 und höchstens 1 an.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>Give a share above 0 and at most 0.5, such as 0.01.</source>
            <translation>Geben Sie einen Anteil über 0 und höchstens 0,5 an, etwa 0,01.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>Give a share above 0 and at most 1.</source>
            <translation>Geben Sie einen Anteil über 0 und höchstens 1 an.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>Give a state dict saved by torch, or a .safetensors file.</source>
            <translation>Geben Sie ein mit torch gespeichertes State-Dict oder eine .safetensors-Datei an.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Give at least 2 good parts; 40 to 200 are sensible.</source>
            <translation>Nehmen Sie mindestens 2 Gutteile; sinnvoll sind 40 bis 200.</translation>
        </message>
        <message>
            <location filename="../../engine/export/targets.py" />
            <source>Give each its own file name.</source>
            <translation>Geben Sie jeder Art einen eigenen Dateinamen.</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>Give it one with letters or digits.</source>
            <translation>Geben Sie ihm einen Namen mit Buchstaben oder Ziffern.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>Give pictures of different good parts.</source>
            <translation>Nehmen Sie Bilder von verschiedenen Gutteilen.</translation>
        </message>
        <message>
            <location filename="../../gui/settings.py" />
            <source>Gonogo starts with its defaults; check the permissions of the file.</source>
            <translation>Gonogo startet mit seinen Vorgaben; prüfen Sie die Rechte der Datei.</translation>
        </message>
        <message>
            <location filename="../../engine/export/coco.py" />
            <location filename="../../engine/export/maps.py" />
            <location filename="../../engine/export/masks.py" />
            <location filename="../../engine/export/overlays.py" />
            <source>Inspect it again and keep the maps.</source>
            <translation>Prüfen Sie es noch einmal und behalten Sie die Karten.</translation>
        </message>
        <message>
            <location filename="../../engine/export/coco.py" />
            <location filename="../../engine/export/run.py" />
            <location filename="../../engine/export/sorted_copies.py" />
            <source>Inspect it again.</source>
            <translation>Prüfen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/detector.py" />
            <source>Inspect it again; if that does not help, report this fault.</source>
            <translation>Prüfen Sie es noch einmal; wenn das nicht hilft, melden Sie diesen Fehler.</translation>
        </message>
        <message>
            <location filename="../../engine/session/saving.py" />
            <source>Inspect the picture again.</source>
            <translation>Prüfen Sie das Bild noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Install Gonogo again with all that it depends on.</source>
            <translation>Installieren Sie Gonogo neu mit allem, was es braucht.</translation>
        </message>
        <message>
            <location filename="../../engine/export/fonts.py" />
            <source>Install Gonogo again.</source>
            <translation>Installieren Sie Gonogo neu.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Install that version to open it.</source>
            <translation>Installieren Sie diese Version, um die Datei zu öffnen.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>Install the package {package}, or name a weights file.</source>
            <translation>Installieren Sie das Paket {package} oder geben Sie eine Gewichtsdatei an.</translation>
        </message>
        <message>
            <location filename="../../engine/session/history.py" />
            <source>It begins anew with the sessions that are still there.</source>
            <translation>Er beginnt neu mit den Sitzungen, die noch da sind.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>It has: {known}.</source>
            <translation>Vorhanden sind: {known}.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>It may have been moved, renamed or deleted: choose it again.</source>
            <translation>Vielleicht wurde etwas verschoben, umbenannt oder gelöscht: Wählen Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <location filename="../../engine/session/drift.py" />
            <source>Leave out pictures that could not be judged.</source>
            <translation>Lassen Sie Bilder aus, die nicht zu beurteilen waren.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>Look at the list of its reference parts.</source>
            <translation>Sehen Sie in der Liste seiner Referenzteile nach.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>Make sure that there is room on the disk, and try again.</source>
            <translation>Sorgen Sie für Platz auf dem Datenträger und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Make the file and its folder {parent} writable.</source>
            <translation>Sorgen Sie dafür, dass die Datei und ihr Ordner {parent} beschreibbar sind.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Mark in white what shall be inspected, or leave the region out.</source>
            <translation>Markieren Sie weiß, was geprüft werden soll, oder lassen Sie den Bereich weg.</translation>
        </message>
        <message>
            <location filename="../../engine/evaluation.py" />
            <source>Mark the defect, or move the picture to the good parts.</source>
            <translation>Markieren Sie die Fehlstelle oder verschieben Sie das Bild zu den Gutteilen.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>Move it away; everything is written again then.</source>
            <translation>Verschieben Sie diese; dann wird alles neu geschrieben.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Move or rename it.</source>
            <translation>Verschieben Sie die Datei oder benennen Sie sie um.</translation>
        </message>
        <message>
            <location filename="../../engine/export/targets.py" />
            <source>Name a file inside it.</source>
            <translation>Geben Sie eine Datei darin an.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>Name a weights file, or use tf_efficientnet_lite0, whose weights are installed with Gonogo.</source>
            <translation>Geben Sie eine Gewichtsdatei an oder nehmen Sie tf_efficientnet_lite0, dessen Gewichte mit Gonogo installiert sind.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>Name each layer once, the one with the largest resolution first.</source>
            <translation>Geben Sie jede Schicht einmal an, die mit der größten Auflösung zuerst.</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>Name one or more, the largest resolution first.</source>
            <translation>Geben Sie eine oder mehrere an, die größte Auflösung zuerst.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>Name pictures.</source>
            <translation>Geben Sie Bilder an.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>Name the file that belongs to this network.</source>
            <translation>Geben Sie die Datei an, die zu diesem Netz gehört.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>Name the very file it was trained on.</source>
            <translation>Geben Sie genau die Datei an, aus der es angelernt wurde.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>Name the weights file that it was trained with, or export to ONNX or OpenVINO, which need none.</source>
            <translation>Geben Sie die Gewichtsdatei an, mit der es angelernt wurde, oder exportieren Sie nach ONNX oder OpenVINO, die keine brauchen.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>No AUPRO up to a rate of {limit}.</source>
            <translation>Keine AUPRO bis zu einer Rate von {limit}.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>No interval for {k} in {n} at a confidence of {confidence}.</source>
            <translation>Kein Intervall für {k} von {n} bei einem Vertrauensniveau von {confidence}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>None of the {below} pictures of {old} is in {new}.</source>
            <translation>Keines der {below} Bilder aus {old} ist in {new}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>Normalised scores and map values are half the margin (value / limit / 2), cut off at 1; the limit is at 0.5.</source>
            <translation>Normierte Messwerte und Kartenwerte sind die Hälfte von „× Grenze“ (Wert / Grenze / 2), bei 1 abgeschnitten; die Grenze liegt bei 0,5.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Of {n} files none of the pictures can be used. {reason}</source>
            <translation>Von {n} Dateien ist keine als Bild zu gebrauchen. {reason}</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Of {n} files only one picture can be used. {reason}</source>
            <translation>Von {n} Dateien ist nur ein Bild zu gebrauchen. {reason}</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <location filename="../../engine/update.py" />
            <source>Once is enough.</source>
            <translation>Einmal genügt.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>One false alarm in {rate} is far beyond what {n} good parts show: the limit rests on the model of rare scores.</source>
            <translation>Ein Fehlalarm bei {rate} liegt weit jenseits dessen, was {n} Gutteile zeigen: Die Grenze beruht auf dem Modell für seltene Messwerte.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>One may have {max_bytes}, all together {max_total_bytes}. Save it as JPEG.</source>
            <translation>Eines darf {max_bytes} haben, alle zusammen {max_total_bytes}. Speichern Sie das Bild als JPEG.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>One of them is enough.</source>
            <translation>Eines davon genügt.</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Open the recipe, and drop the parts on the window again.</source>
            <translation>Öffnen Sie das Rezept, und ziehen Sie die Teile noch einmal ins Fenster.</translation>
        </message>
        <message>
            <location filename="../../engine/export/run.py" />
            <location filename="../../engine/export/sorted_copies.py" />
            <source>Put the file back where it was and export again.</source>
            <translation>Legen Sie die Datei wieder dorthin, wo sie war, und exportieren Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>Put them into the folder good or into the folder of their defect.</source>
            <translation>Legen Sie sie in den Ordner good oder in den Ordner ihrer Fehlerart.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>Remove another one first.</source>
            <translation>Entfernen Sie zuerst ein anderes.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>Remove fewer, or add good parts.</source>
            <translation>Nehmen Sie weniger heraus oder fügen Sie Gutteile hinzu.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Remove the link.</source>
            <translation>Entfernen Sie die Verknüpfung.</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>Replace them, or save it with 8 or 16 bits.</source>
            <translation>Ersetzen Sie diese Werte oder speichern Sie das Bild mit 8 oder 16 Bit.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Restore what it points to.</source>
            <translation>Stellen Sie das Ziel der Verknüpfung wieder her.</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>Save it anew as PNG, or leave it out.</source>
            <translation>Speichern Sie das Bild neu als PNG oder lassen Sie es aus.</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>Save it as 16-bit PNG or TIFF.</source>
            <translation>Speichern Sie das Bild als PNG oder TIFF mit 16 Bit.</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>Save it as PNG, JPEG, BMP, TIFF or WebP, or leave it out.</source>
            <translation>Speichern Sie es als PNG, JPEG, BMP, TIFF oder WebP, oder lassen Sie es aus.</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>Save it with 32 bits.</source>
            <translation>Speichern Sie das Bild mit 32 Bit.</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>Save it with 8 or 16 bits a channel.</source>
            <translation>Speichern Sie das Bild mit 8 oder 16 Bit je Kanal.</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>Save it with interleaved channels ("chunky").</source>
            <translation>Speichern Sie das Bild mit verschränkten Kanälen („chunky“).</translation>
        </message>
        <message>
            <location filename="../../engine/evaluation.py" />
            <source>Save the mask at the size of its picture.</source>
            <translation>Speichern Sie die Maske in der Größe ihres Bildes.</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>Scale it to 0 to 1, or save it with 8 or 16 bits.</source>
            <translation>Bringen Sie die Werte auf 0 bis 1 oder speichern Sie das Bild mit 8 oder 16 Bit.</translation>
        </message>
        <message>
            <location filename="../../engine/operating_points.py" />
            <source>Scores and labels of the parts do not fit each other.</source>
            <translation>Messwerte und Soll der Teile passen nicht zueinander.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>See whether the folder {parent} is there.</source>
            <translation>Sehen Sie nach, ob der Ordner {parent} da ist.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Take pictures of different good parts, at least 2; 40 to 200 are sensible.</source>
            <translation>Nehmen Sie Bilder von verschiedenen Gutteilen, mindestens 2; sinnvoll sind 40 bis 200.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/lock.py" />
            <source>The PIN could not be checked ({error}).</source>
            <translation>Die PIN konnte nicht geprüft werden ({error}).</translation>
        </message>
        <message>
            <location filename="../../engine/colour.py" />
            <source>The colour scale ends at {top}.</source>
            <translation>Die Farbskala endet bei {top}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>The copy of {path} is not the same as the file.</source>
            <translation>Die Kopie von {path} stimmt nicht mit der Datei überein.</translation>
        </message>
        <message>
            <location filename="../../engine/metrics.py" />
            <source>The count must lie between 0 and the total, the confidence between 0 and 1.</source>
            <translation>Die Anzahl muss zwischen 0 und der Gesamtzahl liegen, das Vertrauensniveau zwischen 0 und 1.</translation>
        </message>
        <message>
            <location filename="../../gui/settings.py" />
            <source>The damaged file was kept as {aside}.</source>
            <translation>Die beschädigte Datei wurde als {aside} aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../engine/export/coco.py" />
            <source>The defects of {path} do not belong to its anomaly map.</source>
            <translation>Die Fehlstellen von {path} gehören nicht zur vorhandenen Anomaliekarte.</translation>
        </message>
        <message>
            <location filename="../../engine/session/store.py" />
            <source>The folder {folder} cannot be read ({error}).</source>
            <translation>Der Ordner {folder} lässt sich nicht lesen ({error}).</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>The folder {new} does not exist.</source>
            <translation>Den Ordner {new} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../engine/export/fonts.py" />
            <source>The font {path} is missing, so no PDF can be written.</source>
            <translation>Die Schrift {path} fehlt, darum lässt sich kein PDF schreiben.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>The good parts do not differ from each other at all.</source>
            <translation>Die Gutteile unterscheiden sich überhaupt nicht voneinander.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>The good parts gave scores that are not numbers.</source>
            <translation>Die Gutteile haben Messwerte ergeben, die keine Zahlen sind.</translation>
        </message>
        <message>
            <location filename="../../engine/session/history.py" />
            <source>The history was damaged and put aside as {aside}.</source>
            <translation>Der Verlauf war beschädigt und wurde als {aside} beiseitegelegt.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>The image threshold is {image_threshold}.</source>
            <translation>Die Grenze ist {image_threshold}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>The last changes could not be saved in {path}.</source>
            <translation>Die letzten Änderungen konnten nicht in {path} gespeichert werden.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>The layers {layers} are not in order.</source>
            <translation>Die Schichten {layers} stehen nicht in der richtigen Reihenfolge.</translation>
        </message>
        <message>
            <location filename="../../engine/evaluation.py" />
            <source>The mask {mask} has {width} x {height} pixels, its picture {path} has {width2} x {height2}.</source>
            <translation>Die Maske {mask} hat {width} x {height} Pixel, ihr Bild {path} hat {width2} x {height2}.</translation>
        </message>
        <message>
            <location filename="../../engine/evaluation.py" />
            <source>The mask {mask} marks nothing, but its picture lies among the defective parts.</source>
            <translation>Die Maske {mask} markiert nichts, aber ihr Bild liegt bei den Bildern der defekten Teile.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>The minimum area is {min_area}.</source>
            <translation>Die kleinste Fläche ist {min_area}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/onnx_model.py" />
            <source>The network {backbone} cannot be written as ONNX: {error}.</source>
            <translation>Das Netz {backbone} lässt sich nicht als ONNX schreiben: {error}.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pin.py" />
            <source>The operator lock in {path} cannot be read ({error}), so the lock stays on.</source>
            <translation>Die Bedienersperre in {path} lässt sich nicht lesen ({error}); die Sperre bleibt deshalb an.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pin.py" />
            <source>The operator lock in {path} is damaged, so the lock stays on and no PIN opens it.</source>
            <translation>Die Bedienersperre in {path} ist beschädigt; die Sperre bleibt deshalb an, und keine PIN öffnet sie.</translation>
        </message>
        <message>
            <location filename="../../gui/pasting.py" />
            <source>The picture on the clipboard cannot be used.</source>
            <translation>Das Bild in der Zwischenablage ist nicht zu gebrauchen.</translation>
        </message>
        <message>
            <location filename="../../engine/session/relocation.py" />
            <source>The pictures in {new} have the same names as those that were inspected, but they are others.</source>
            <translation>Die Bilder in {new} heißen wie die geprüften, sind aber andere.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>The pixel threshold is {pixel_threshold}.</source>
            <translation>Die Grenze für Pixel ist {pixel_threshold}.</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>The recipe has no name.</source>
            <translation>Das Rezept hat keinen Namen.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>The recipe stays as it is: {reason}</source>
            <translation>Das Rezept bleibt, wie es ist: {reason}</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>The recipe {path} was made by a newer Gonogo ({version}).</source>
            <translation>Das Rezept {path} wurde mit einem neueren Gonogo gemacht ({version}).</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>The recipe {recipe} has no reference part {unknown}.</source>
            <translation>Das Rezept {recipe} hat kein Referenzteil {unknown}.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>The recipe {recipe} has no reference parts to check with.</source>
            <translation>Das Rezept {recipe} hat keine Referenzteile für die Kontrolle.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>The recipe {recipe} was trained with other weights of {net} than {what}.</source>
            <translation>Das Rezept {recipe} wurde mit anderen Gewichten von {net} angelernt als mit {what}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/graph.py" />
            <source>The recipe's network cannot be read on this computer.</source>
            <translation>Das Netz des Rezepts lässt sich auf diesem Computer nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/runtime.py" />
            <source>The recipe's network cannot be run on this computer.</source>
            <translation>Das Netz des Rezepts lässt sich auf diesem Computer nicht ausführen.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/runtime.py" />
            <location filename="../../engine/export/models/graph.py" />
            <source>The recipe's network does not fit its model.</source>
            <translation>Das Netz des Rezepts passt nicht zu seinem Modell.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>The region of interest is empty.</source>
            <translation>Der Prüfbereich ist leer.</translation>
        </message>
        <message>
            <location filename="../../engine/session/saving.py" />
            <source>The result of {path} (part {key}) cannot be kept: it holds {error}.</source>
            <translation>Das Ergebnis von {path} (Teil {key}) lässt sich nicht aufheben: Es enthält {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/judging.py" />
            <source>The review band starts at {review_from} times the limit.</source>
            <translation>„Ansehen ab“ steht auf {review_from} × Grenze.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>The sample part cannot be drawn {size} pixels wide.</source>
            <translation>Das Beispielteil lässt sich nicht {size} Pixel breit zeichnen.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/part.py" />
            <source>The sample part has no defect called {kind}.</source>
            <translation>Das Beispielteil hat keine Fehlerart namens {kind}.</translation>
        </message>
        <message>
            <location filename="../../engine/sample/folder.py" />
            <source>The sample set cannot be drawn with a negative number of pictures or a negative seed.</source>
            <translation>Die Beispielteile lassen sich nicht mit einer negativen Anzahl von Bildern oder einer negativen Startzahl zeichnen.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>The seed {seed} is not possible.</source>
            <translation>Die Startzahl {seed} ist nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>The session cannot be opened: its recipe {recipe_name} is no longer there.</source>
            <translation>Die Sitzung lässt sich nicht öffnen: Ihr Rezept {recipe_name} ist nicht mehr da.</translation>
        </message>
        <message>
            <location filename="../../engine/session/writer.py" />
            <source>The session {path} cannot be written: {error}.</source>
            <translation>Die Sitzung {path} lässt sich nicht schreiben: {error}.</translation>
        </message>
        <message>
            <location filename="../../gui/settings.py" />
            <source>The settings in {path} cannot be read ({error}).</source>
            <translation>Die Einstellungen in {path} lassen sich nicht lesen ({error}).</translation>
        </message>
        <message>
            <location filename="../../gui/settings.py" />
            <source>The settings were damaged, so Gonogo starts with its defaults.</source>
            <translation>Die Einstellungen waren beschädigt; Gonogo startet deshalb mit seinen Vorgaben.</translation>
        </message>
        <message>
            <location filename="../../engine/spool.py" />
            <source>The temporary file for training in {directory} failed: {error}.</source>
            <translation>Die vorübergehende Datei für das Anlernen in {directory} war nicht zu verwenden: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/versions.py" />
            <source>The version of {name} of {when} cannot be read. {message}</source>
            <translation>Die Version von {name} vom {when} lässt sich nicht lesen. {message}</translation>
        </message>
        <message>
            <location filename="../../engine/versions.py" />
            <source>The version of {name} of {when} is no longer there.</source>
            <translation>Die Version von {name} vom {when} ist nicht mehr da.</translation>
        </message>
        <message>
            <location filename="../../engine/versions.py" />
            <source>The version of {name} of {when} is no longer there. {message}</source>
            <translation>Die Version von {name} vom {when} ist nicht mehr da. {message}</translation>
        </message>
        <message>
            <location filename="../../engine/versions.py" />
            <source>The version of {name} of {when} is not what was kept.</source>
            <translation>Die Version von {name} vom {when} ist nicht die, die aufgehoben wurde.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>The weights do not cover {net} as timm takes it apart.</source>
            <translation>Die Gewichte reichen nicht für {net}, so wie timm dieses Netz zerlegt.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>The weights file {path} cannot be read.</source>
            <translation>Die Gewichtsdatei {path} lässt sich nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>The weights of {net} are not installed.</source>
            <translation>Die Gewichte von {net} sind nicht installiert.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>The weights of {net} are not on this computer and cannot be downloaded.</source>
            <translation>Die Gewichte von {net} sind nicht auf diesem Computer und lassen sich nicht herunterladen.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>The {to} model of the recipe {recipe} does not judge like the recipe itself, so it was not kept: their maps are {deviation} apart.</source>
            <translation>Das {to}-Modell des Rezepts {recipe} urteilt nicht wie das Rezept selbst und wurde darum nicht behalten: Die Karten liegen um {deviation} auseinander.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} cannot be read ({reason}).</source>
            <translation>{what} {path} lässt sich nicht lesen ({reason}).</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} cannot be read or written: {reason}.</source>
            <translation>{what} {path} lässt sich nicht lesen oder schreiben: {reason}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} does not exist.</source>
            <translation>{what} {path} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} is damaged.</source>
            <translation>{what} {path} ist beschädigt.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} is damaged: {why}.</source>
            <translation>{what} {path} ist beschädigt: {why}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>The {what} {path} was saved by a newer version of Gonogo.</source>
            <translation>{what} {path} wurde mit einer neueren Version von Gonogo gespeichert.</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>The {what} {path} {reason}.</source>
            <translation>{what} {path} {reason}.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>There are fewer good parts ({n}) than features ({n_features}): more good parts make a sharper judge.</source>
            <translation>Es sind weniger Gutteile ({n}) als Merkmale ({n_features}): Mit mehr Gutteilen wird das Urteil schärfer.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>There are no good parts.</source>
            <translation>Es gibt keine Gutteile.</translation>
        </message>
        <message>
            <location filename="../../engine/images/scanning.py" />
            <source>There are no pictures in the folder {path}.</source>
            <translation>Im Ordner {path} sind keine Bilder.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <source>There are only {n} good parts: the limit is a rough guess. Give {few_images} or more; 100 are better.</source>
            <translation>Es sind nur {n} Gutteile: Die Grenze ist grob geschätzt. Nehmen Sie {few_images} oder mehr; 100 sind besser.</translation>
        </message>
        <message>
            <location filename="../../engine/export/coco.py" />
            <location filename="../../engine/export/maps.py" />
            <location filename="../../engine/export/masks.py" />
            <location filename="../../engine/export/overlays.py" />
            <source>There is no anomaly map of {path}.</source>
            <translation>Zu {path} gibt es keine Anomaliekarte.</translation>
        </message>
        <message>
            <location filename="../../engine/colour.py" />
            <source>There is no colour map {name}.</source>
            <translation>Eine Farbtabelle {name} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>There is no model format named {to}.</source>
            <translation>Es gibt kein Modellformat namens {to}.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>There is no network named {net}.</source>
            <translation>Es gibt kein Netz namens {net}.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/runtime.py" />
            <source>There is no runtime named {runtime}.</source>
            <translation>Es gibt keine Laufzeitumgebung namens {runtime}.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>There is nothing to add or to remove.</source>
            <translation>Es gibt nichts hinzuzufügen oder herauszunehmen.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>There is only one good part.</source>
            <translation>Es gibt nur ein Gutteil.</translation>
        </message>
        <message>
            <location filename="../../engine/detector.py" />
            <location filename="../../engine/padim.py" />
            <source>There was not enough memory for {path}.</source>
            <translation>Der Speicher hat für {path} nicht gereicht.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>There was not enough memory to export the recipe {recipe}.</source>
            <translation>Der Speicher hat nicht gereicht, um das Rezept {recipe} zu exportieren.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>This is Gonogo Station, which inspects: make the recipe with the full edition and open it here.</source>
            <translation>Dies ist Gonogo Station, die prüft: Machen Sie das Rezept mit der Vollversion und öffnen Sie es hier.</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>This training needs about {memory_bytes} of memory, and {available_bytes} are free.</source>
            <translation>Dieses Anlernen braucht etwa {memory_bytes} Speicher; frei sind {available_bytes}.</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>This training needs {disk_bytes} of temporary disk space in {cache_dir}, and {free_disk_bytes} are free.</source>
            <translation>Dieses Anlernen braucht in {cache_dir} vorübergehend {disk_bytes} auf dem Datenträger; frei sind {free_disk_bytes}.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/runtime.py" />
            <location filename="../../engine/export/models/graph.py" />
            <source>Train the recipe again here.</source>
            <translation>Lernen Sie das Rezept hier neu an.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>Train the recipe again, or export to ONNX or OpenVINO.</source>
            <translation>Lernen Sie das Rezept neu an oder exportieren Sie nach ONNX oder OpenVINO.</translation>
        </message>
        <message>
            <location filename="../../engine/calibration.py" />
            <location filename="../../engine/embedding/runtime.py" />
            <location filename="../../engine/export/models/graph.py" />
            <source>Train the recipe again.</source>
            <translation>Lernen Sie das Rezept neu an.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Training needs libraries that are not installed: {missing_libraries}.</source>
            <translation>Das Anlernen braucht Bibliotheken, die nicht installiert sind: {missing_libraries}.</translation>
        </message>
        <message>
            <location filename="../../engine/edition.py" />
            <source>Training needs the full edition of Gonogo.</source>
            <translation>Anlernen kann nur die Vollversion von Gonogo.</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>Update Gonogo here.</source>
            <translation>Aktualisieren Sie Gonogo hier.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Use a copy of it if there is one.</source>
            <translation>Nehmen Sie eine Kopie davon, wenn es eine gibt.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>Use a copy of it if there is one. Nothing in it was changed.</source>
            <translation>Nehmen Sie eine Kopie davon, wenn es eine gibt. Darin wurde nichts geändert.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>Use a smaller picture.</source>
            <translation>Nehmen Sie ein kleineres Bild.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>Wait until it is complete, then try again.</source>
            <translation>Warten Sie, bis die Datei vollständig ist, und versuchen Sie es dann noch einmal.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>What anomalib exports further (torch, ONNX, OpenVINO) resizes without antialiasing.</source>
            <translation>Was anomalib weiter exportiert (torch, ONNX, OpenVINO), ändert die Bildgröße ohne Kantenglättung.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pin.py" />
            <source>Whoever looks after this computer can delete that file and start Gonogo again.</source>
            <translation>Wer diesen Computer betreut, kann diese Datei löschen und Gonogo neu starten.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pin.py" />
            <source>Whoever looks after this computer can give Gonogo access to it, or delete it.</source>
            <translation>Wer diesen Computer betreut, kann Gonogo den Zugriff erlauben oder die Datei löschen.</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a DICOM picture</source>
            <translation>ein DICOM-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a GIF picture</source>
            <translation>ein GIF-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a HEIC picture</source>
            <translation>ein HEIC-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a JPEG 2000 picture</source>
            <translation>ein JPEG-2000-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a JPEG XL picture</source>
            <translation>ein JPEG-XL-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a PDF document</source>
            <translation>ein PDF-Dokument</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a Photoshop document</source>
            <translation>ein Photoshop-Dokument</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a ZIP archive or office document</source>
            <translation>ein ZIP-Archiv oder Office-Dokument</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>a checksum does not fit</source>
            <translation>Eine Prüfsumme stimmt nicht</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a text, not a picture</source>
            <translation>ein Text, kein Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a video</source>
            <translation>ein Video</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>a {found} file, in spite of its ending {suffix}</source>
            <translation>eine {found}-Datei trotz der Endung {suffix}</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>an AVIF picture</source>
            <translation>ein AVIF-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>an OpenEXR picture</source>
            <translation>ein OpenEXR-Bild</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>another program is using it</source>
            <translation>Ein anderes Programm verwendet die Datei</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>became shorter while it was being read</source>
            <translation>wurde beim Lesen kürzer</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>cannot be read ({error})</source>
            <translation>lässt sich nicht lesen ({error})</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>does not exist</source>
            <translation>gibt es nicht</translation>
        </message>
        <message>
            <location filename="../../engine/images/decoding.py" />
            <source>first of {pages} pages</source>
            <translation>erste von {pages} Seiten</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>float {words}</source>
            <translation>Gleitkomma {words}</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>good images</source>
            <translation>Gutbilder</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>has channels of different depth, which cannot be read</source>
            <translation>hat Kanäle mit verschiedener Bittiefe, die nicht gelesen werden können</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>has no layer {unknown}</source>
            <translation>hat keine Schicht {unknown}</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>has {size} MB; at most {max_file_bytes} MB can be read</source>
            <translation>hat {size} MB; lesbar sind höchstens {max_file_bytes} MB</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>has {width} × {height} pixels ({height2} million); at most {max_pixels} million can be read</source>
            <translation>hat {width} × {height} Pixel ({height2} Millionen); lesbar sind höchstens {max_pixels} Millionen</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>has {width} × {height} pixels; at least {min_side} × {min_side} are needed</source>
            <translation>hat {width} × {height} Pixel; nötig sind mindestens {min_side} × {min_side}</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>history</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>holds complex numbers, not brightness</source>
            <translation>enthält komplexe Zahlen, keine Helligkeit</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>holds floating-point values from {least} to {most}; only 0 to 1 has a known brightness</source>
            <translation>enthält Gleitkommawerte von {least} bis {most}; nur 0 bis 1 hat eine bekannte Helligkeit</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>holds values that are not numbers (NaN)</source>
            <translation>enthält Werte, die keine Zahlen sind (NaN)</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>holds {bits}-bit floating-point numbers, which cannot be read</source>
            <translation>enthält {bits}-Bit-Gleitkommazahlen, die nicht gelesen werden können</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>holds {bits}-bit numbers with a sign, not brightness</source>
            <translation>enthält {bits}-Bit-Zahlen mit Vorzeichen, keine Helligkeit</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>holds {bits}-bit whole numbers, whose white is unknown</source>
            <translation>enthält ganze {bits}-Bit-Zahlen, deren Weiß unbekannt ist</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is a folder</source>
            <translation>ist ein Ordner</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>is a {depth}-bit JPEG, which cannot be read</source>
            <translation>ist ein {depth}-Bit-JPEG, das nicht gelesen werden kann</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>is cut off: the file ends before the picture does</source>
            <translation>ist abgeschnitten: Die Datei endet vor dem Bild</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is damaged</source>
            <translation>ist beschädigt</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>is damaged, or a kind of picture that cannot be read</source>
            <translation>ist beschädigt oder eine Art von Bild, die nicht gelesen werden kann</translation>
        </message>
        <message>
            <location filename="../../engine/images/layout.py" />
            <source>is damaged: {what}</source>
            <translation>ist beschädigt: {what}</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is damaged: {why}</source>
            <translation>ist beschädigt: {why}</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>is empty (0 bytes)</source>
            <translation>ist leer (0 Byte)</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is not a Gonogo {what}</source>
            <translation>ist keine Gonogo-Datei dieser Art ({what})</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is not a file</source>
            <translation>ist keine Datei</translation>
        </message>
        <message>
            <location filename="../../engine/images/headers.py" />
            <source>is {prefix}</source>
            <translation>ist {prefix}</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>is {st_size} MB, which no {what} needs</source>
            <translation>ist mit {st_size} MB zu groß für eine Datei dieser Art ({what})</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>it cannot be decoded</source>
            <translation>Das Bild lässt sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>it cannot be opened</source>
            <translation>Die Datei lässt sich nicht öffnen</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>it contradicts itself about its size</source>
            <translation>Die Angaben zur Größe widersprechen sich</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>it contradicts itself about its size or depth</source>
            <translation>Die Angaben zu Größe oder Bittiefe widersprechen sich</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>it does not begin like a TIFF</source>
            <translation>Die Datei beginnt nicht wie ein TIFF</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>it has more than {most_parts} reference parts</source>
            <translation>Es hat mehr als {most_parts} Referenzteile</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>it has no folders</source>
            <translation>Er enthält keine Ordner</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>it has too many parts</source>
            <translation>Die Datei hat zu viele Abschnitte</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>its directory is too long to be true</source>
            <translation>Das Verzeichnis in der Datei ist unmöglich lang</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>its folders are {names}</source>
            <translation>Seine Ordner sind {names}</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <location filename="../../engine/images/tiff.py" />
            <source>its header gives no size</source>
            <translation>Der Dateikopf nennt keine Größe</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>its header is missing</source>
            <translation>Der Dateikopf fehlt</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>its header names an unknown kind of colour</source>
            <translation>Der Dateikopf nennt eine unbekannte Art von Farbe</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its manifest is nested too deeply</source>
            <translation>Sein Verzeichnis ist zu tief verschachtelt</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its network cannot be read</source>
            <translation>Sein Netz lässt sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its network has a document type</source>
            <translation>Sein Netz hat einen Dokumenttyp</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its network uses the unknown operation {type}</source>
            <translation>Sein Netz benutzt die unbekannte Operation {type}</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its part {name} has changed</source>
            <translation>Sein Bestandteil {name} hat sich geändert</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>its part {name} is missing</source>
            <translation>Bestandteil {name} fehlt</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>its part {name} is too large</source>
            <translation>Bestandteil {name} ist zu groß</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>its reference parts have more than {max_total_bytes} together</source>
            <translation>Seine Referenzteile haben zusammen mehr als {max_total_bytes}</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>its tables are not those that Gonogo makes</source>
            <translation>Die Tabellen darin stammen nicht von Gonogo</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its version cannot be right</source>
            <translation>Seine Version kann nicht stimmen</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>its {what} cannot be right</source>
            <translation>{what} kann nicht stimmen</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>keeps its {bits}-bit colours in separate planes, which cannot be read</source>
            <translation>hält {bits}-Bit-Farben in getrennten Ebenen, die nicht gelesen werden können</translation>
        </message>
        <message>
            <location filename="../../engine/images/pixels.py" />
            <source>largest value {most} of 65535: looks like 10- or 12-bit data</source>
            <translation>größter Wert {most} von 65535: sieht nach Daten mit 10 oder 12 Bit aus</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>list of reference parts</source>
            <translation>Liste der Referenzteile</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>needs its layers named</source>
            <translation>braucht die Namen seiner Schichten</translation>
        </message>
        <message>
            <location filename="../../engine/container.py" />
            <source>no local header</source>
            <translation>kein lokaler Kopf</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>no permission</source>
            <translation>keine Berechtigung</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>not a picture of a known format</source>
            <translation>kein Bild in einem bekannten Format</translation>
        </message>
        <message>
            <location filename="../../engine/images/formats.py" />
            <source>nothing but zeros, as an interrupted copy leaves behind</source>
            <translation>nichts als Nullen, wie sie ein abgebrochenes Kopieren hinterlässt</translation>
        </message>
        <message>
            <location filename="../../engine/images/parsing.py" />
            <source>one of its parts has an impossible length</source>
            <translation>Ein Abschnitt hat eine unmögliche Länge</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>one of its reference parts has more than {max_bytes}</source>
            <translation>Eines seiner Referenzteile hat mehr als {max_bytes}</translation>
        </message>
        <message>
            <location filename="../../engine/recipe.py" />
            <source>part {error} is missing</source>
            <translation>Bestandteil {error} fehlt</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>parts of the picture are missing</source>
            <translation>Teile des Bildes fehlen</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>session</source>
            <translation>Sitzung</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>something in it is too large</source>
            <translation>Etwas darin ist zu groß</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>stores its {bits}-bit pixels in a way that cannot be read</source>
            <translation>speichert {bits}-Bit-Pixel auf eine Art, die nicht gelesen werden kann</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>the disk is full</source>
            <translation>Der Datenträger ist voll</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>the disk reports an error</source>
            <translation>Der Datenträger meldet einen Fehler</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>the known answer for its reference part {part} cannot be right</source>
            <translation>Das Soll seines Referenzteils {part} kann nicht stimmen</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>the name of a reference part cannot be right</source>
            <translation>Der Name eines Referenzteils kann nicht stimmen</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>the size of its strips is impossible</source>
            <translation>Die Größe der Streifen ist unmöglich</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>the size of its tiles is impossible</source>
            <translation>Die Größe der Kacheln ist unmöglich</translation>
        </message>
        <message>
            <location filename="../../engine/images/decoding.py" />
            <source>transparent parts are shown black</source>
            <translation>durchsichtige Stellen sind schwarz dargestellt</translation>
        </message>
        <message>
            <location filename="../../engine/images/decoding.py" />
            <source>transparent throughout: the transparency was ignored</source>
            <translation>überall durchsichtig: Die Durchsichtigkeit wurde nicht beachtet</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>two of its reference parts have the same name</source>
            <translation>Zwei seiner Referenzteile heißen gleich</translation>
        </message>
        <message>
            <location filename="../../engine/estimate.py" />
            <source>{backbone} needs its layers named.</source>
            <translation>{backbone} braucht die Namen seiner Schichten.</translation>
        </message>
        <message>
            <location filename="../../engine/images/tiff.py" />
            <source>{bits}-bit {words}</source>
            <translation>{bits} Bit {words}</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{directory} cannot be read: {error}.</source>
            <translation>{directory} lässt sich nicht lesen: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{directory} does not exist.</source>
            <translation>{directory} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{directory} has no pictures in its folders ({names}).</source>
            <translation>{directory} hat keine Bilder in den enthaltenen Ordnern ({names}).</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{directory} is not a folder.</source>
            <translation>{directory} ist kein Ordner.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{directory} is not a labelled folder: {found}.</source>
            <translation>{directory} ist kein Ordner mit bekannten Teilen: {found}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/targets.py" />
            <source>{files} was named for two kinds of result.</source>
            <translation>{files} wurde für zwei Arten von Ergebnissen angegeben.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>{folder} holds files already that were not sorted into it.</source>
            <translation>{folder} enthält schon Dateien, die nicht dorthin sortiert wurden.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>{hint} Its SHA-256 is {wanted}.</source>
            <translation>{hint} Der SHA-256 der Datei ist {wanted}.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>{kept} of {images} good parts are no longer where they were: their scores are those from before the change.</source>
            <translation>{kept} von {images} Gutteilen sind nicht mehr da, wo sie waren: Ihre Messwerte sind die von vor der Änderung.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{loose} directly in {directory} was left out.</source>
            <translation>{loose} direkt in {directory} wurde ausgelassen.</translation>
        </message>
        <message>
            <location filename="../../engine/labels.py" />
            <source>{loose} pictures directly in {directory} were left out; one is {loose2}.</source>
            <translation>{loose} Bilder direkt in {directory} wurden ausgelassen; eines ist {loose2}.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>{n_features} channels are not possible.</source>
            <translation>{n_features} Kanäle sind nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} could not be read: {reason}.</source>
            <translation>{name} konnte nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} does not exist.</source>
            <translation>{name} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} has too long a name or path.</source>
            <translation>{name} hat einen zu langen Namen oder Pfad.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} is a link that leads back to itself.</source>
            <translation>{name} ist eine Verknüpfung, die auf sich selbst zurückführt.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} is a link to something that does not exist.</source>
            <translation>{name} ist eine Verknüpfung zu etwas, das es nicht gibt.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{name} may not be read: no permission.</source>
            <translation>{name} darf nicht gelesen werden: keine Berechtigung.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>{net} cannot be kept in a recipe: {error}.</source>
            <translation>{net} lässt sich nicht in einem Rezept ablegen: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>{net} cannot give {n_features} channels from {layers}.</source>
            <translation>{net} kann aus {layers} keine {n_features} Kanäle liefern.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>{net} has no feature maps that PaDiM could use.</source>
            <translation>{net} hat keine Merkmalskarten, die PaDiM verwenden könnte.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/anomalib_model.py" />
            <source>{net} has {n_features_original} channels here, and had {n_channels} when the recipe {recipe} was made.</source>
            <translation>{net} hat hier {n_features_original} Kanäle und hatte {n_channels}, als das Rezept {recipe} gemacht wurde.</translation>
        </message>
        <message>
            <location filename="../../engine/embedding/network.py" />
            <source>{net} {what}.</source>
            <translation>{net} {what}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>{other} is an older copy of a part that is in {parent} now.</source>
            <translation>{other} ist eine ältere Kopie eines Teils, das jetzt in {parent} liegt.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>{path} cannot be read as weights of a network.</source>
            <translation>{path} lässt sich nicht als Gewichte eines Netzes lesen.</translation>
        </message>
        <message>
            <location filename="../../engine/export/sorted_copies.py" />
            <source>{path} could not be copied: {error}.</source>
            <translation>{path} konnte nicht kopiert werden: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/store.py" />
            <source>{path} could not be deleted.</source>
            <translation>{path} konnte nicht gelöscht werden.</translation>
        </message>
        <message>
            <location filename="../../engine/detector.py" />
            <source>{path} could not be judged: {reason}.</source>
            <translation>{path} konnte nicht geprüft werden: {reason}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/run.py" />
            <source>{path} could not be read again: {error}.</source>
            <translation>{path} konnte nicht noch einmal gelesen werden: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/export/models/exporting.py" />
            <source>{path} could not be read back, so it was not kept.</source>
            <translation>{path} ließ sich nicht wieder einlesen und wurde darum nicht behalten.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>{path} could not be written: a file or folder of that name is in the way.</source>
            <translation>{path} konnte nicht geschrieben werden: Eine Datei oder ein Ordner dieses Namens ist im Weg.</translation>
        </message>
        <message>
            <location filename="../../engine/export/targets.py" />
            <source>{path} could not be written: it is a folder.</source>
            <translation>{path} konnte nicht geschrieben werden: Das ist ein Ordner.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>{path} could not be written: no permission.</source>
            <translation>{path} konnte nicht geschrieben werden: keine Berechtigung.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>{path} could not be written: the disk is full.</source>
            <translation>{path} konnte nicht geschrieben werden: Der Datenträger ist voll.</translation>
        </message>
        <message>
            <location filename="../../engine/files.py" />
            <source>{path} could not be written: {error}.</source>
            <translation>{path} konnte nicht geschrieben werden: {error}.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} does not fit into the memory that is free.</source>
            <translation>{path} passt nicht in den freien Speicher.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>{path} does not hold the weights of {net}: {what}.</source>
            <translation>{path} enthält nicht die Gewichte von {net}: {what}.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>{path} exists already.</source>
            <translation>{path} gibt es schon.</translation>
        </message>
        <message>
            <location filename="../../engine/export/run.py" />
            <location filename="../../engine/export/sorted_copies.py" />
            <source>{path} has changed since it was inspected.</source>
            <translation>{path} hat sich seit der Prüfung geändert.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} is a device or pipe, not a file.</source>
            <translation>{path} ist ein Gerät oder eine Pipe, keine Datei.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} is a folder, not a picture.</source>
            <translation>{path} ist ein Ordner, kein Bild.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>{path} is a reference part already.</source>
            <translation>{path} ist schon ein Referenzteil.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} is cut off: it cannot be decoded.</source>
            <translation>{path} ist abgeschnitten und lässt sich nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} is damaged: it cannot be decoded.</source>
            <translation>{path} ist beschädigt und lässt sich nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>{path} is in the recipe already.</source>
            <translation>{path} steht schon im Rezept.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>{path} is not a Gonogo {what}, or it is damaged.</source>
            <translation>{path} ist keine Gonogo-Datei dieser Art ({what}) oder ist beschädigt.</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>{path} is not a Gonogo {what}.</source>
            <translation>{path} ist keine Gonogo-Datei dieser Art ({what}).</translation>
        </message>
        <message>
            <location filename="../../engine/session/schema.py" />
            <source>{path} is not a file.</source>
            <translation>{path} ist keine Datei.</translation>
        </message>
        <message>
            <location filename="../../engine/update.py" />
            <source>{path} is not in the recipe.</source>
            <translation>{path} steht nicht im Rezept.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>{path} is one too many: a recipe carries at most {most_parts} reference parts.</source>
            <translation>{path} ist eines zu viel: Ein Rezept enthält höchstens {most_parts} Referenzteile.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>{path} is so close to the limit that another computer could judge it differently.</source>
            <translation>{path} liegt so nahe an der Grenze, dass ein anderer Computer anders urteilen könnte.</translation>
        </message>
        <message>
            <location filename="../../engine/reference.py" />
            <source>{path} is too large for a reference part: {content}.</source>
            <translation>{path} ist zu groß für ein Referenzteil: {content}.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>{path} shows the same as {twin}.</source>
            <translation>{path} zeigt dasselbe wie {twin}.</translation>
        </message>
        <message>
            <location filename="../../engine/images/opening.py" />
            <source>{path} {problem}.</source>
            <translation>{path} {problem}.</translation>
        </message>
        <message>
            <location filename="../../engine/padim.py" />
            <source>{threads} threads are not possible.</source>
            <translation>{threads} Threads sind nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>{unfit} has another shape</source>
            <translation>{unfit} hat eine andere Form</translation>
        </message>
        <message>
            <location filename="../../engine/backbones.py" />
            <source>{unfit} is missing</source>
            <translation>{unfit} fehlt</translation>
        </message>
    </context>
    <context>
        <name>Evaluate</name>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>1 defective part has no defect of {area} px or more, so no limit rejects it.</source>
            <translation>1 defektes Teil hat keine Fehlstelle von {area} px oder mehr, darum sortiert es keine Grenze aus.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>1 of those that pass is put up for review.</source>
            <translation>1 der durchgelassenen wird zum Ansehen vorgelegt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>All but {k} of {n} defective parts are caught up to a limit of {limit}.</source>
            <translation>Alle bis auf {k} von {n} defekten Teilen werden bis zu einer Grenze von {limit} erkannt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>All {n} defective parts are caught up to a limit of {limit}.</source>
            <translation>Alle {n} defekten Teile werden bis zu einer Grenze von {limit} erkannt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Defective</source>
            <translation>Defekt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Defects smaller than {area} px do not count.</source>
            <translation>Fehlstellen unter {area} px zählen nicht.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Escape rate</source>
            <translation>Schlupf</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Escaped</source>
            <translation>Schlupf</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Evaluate again to measure them.</source>
            <translation>Bewerten Sie noch einmal, um sie zu vermessen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Found</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Good</source>
            <translation>Gut</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Label</source>
            <translation>Soll</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Labels</source>
            <translation>Soll</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Left out: {what}.</source>
            <translation>Nicht dabei: {what}.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Limit for pixels</source>
            <translation>Grenze für Pixel</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Limit {limit}: {overkill} of the good parts rejected, {escape} of the defective parts pass.</source>
            <translation>Grenze {limit}: {overkill} der Gutteile aussortiert, {escape} der defekten Teile durchgelassen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>No part is rejected at this limit.</source>
            <translation>Bei dieser Grenze wird kein Teil aussortiert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>None of {n} good parts is rejected from a limit of {limit} on.</source>
            <translation>Von {n} Gutteilen wird ab einer Grenze von {limit} keines aussortiert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of a good and a defective part, the defective one scores higher in {share} of all pairs.</source>
            <translation>Von einem guten und einem defekten Teil hat in {share} aller Paare das defekte den höheren Messwert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of {n} defective parts, none would pass: {rate} ({interval}).</source>
            <translation>Von {n} defekten Teilen würde keines durchgelassen: {rate} ({interval}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of {n} defective parts, {k} would pass: {rate} ({interval}).</source>
            <translation>Von {n} defekten Teilen würden {k} durchgelassen: {rate} ({interval}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of {n} good parts, none would be rejected: {rate} ({interval}).</source>
            <translation>Von {n} Gutteilen würde keines aussortiert: {rate} ({interval}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of {n} good parts, {k} would be rejected: {rate} ({interval}).</source>
            <translation>Von {n} Gutteilen würden {k} aussortiert: {rate} ({interval}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Of {n} rejected parts, {k} are defective: {share}.</source>
            <translation>Von {n} aussortierten Teilen sind {k} defekt: {share}.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Only {k} of {n} good parts are rejected from a limit of {limit} on.</source>
            <translation>Nur {k} von {n} Gutteilen werden ab einer Grenze von {limit} aussortiert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Overkill rate</source>
            <translation>Pseudoausschuss</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Parts</source>
            <translation>Teile</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Pixel AUROC</source>
            <translation>Pixel-AUROC</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Review</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Review from</source>
            <translation>Ansehen ab</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>Smallest area</source>
            <translation>Kleinste Fläche</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The areas under the curve are of the scores alone.</source>
            <translation>Die Flächen unter der Kurve gelten für die Messwerte allein.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The limit for pixels has changed since {n} parts were measured; their sizes are those of then.</source>
            <translation>Die Grenze für Pixel hat sich geändert, seit {n} Teile vermessen wurden; ihre Größen sind die von damals.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The only defective part is caught.</source>
            <translation>Das einzige defekte Teil wird erkannt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The only defective part would pass.</source>
            <translation>Das einzige defekte Teil würde durchgelassen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The only good part would be rejected.</source>
            <translation>Das einzige Gutteil würde aussortiert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The only good part would pass.</source>
            <translation>Das einzige Gutteil würde durchgelassen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The recipe's {n} good parts say: expect {rate} good parts to be rejected ({most} to {least}).</source>
            <translation>Die {n} Gutteile des Rezepts sagen: Erwarten Sie, dass {rate} Gutteilen aussortiert wird ({most} bis {least}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The recipe's {n} good parts say: expect {rate} good parts to be rejected, at most {most}.</source>
            <translation>Die {n} Gutteile des Rezepts sagen: Erwarten Sie, dass {rate} Gutteilen aussortiert wird, höchstens {most}.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The recipe's {n} good parts say: expect {rate} of good parts to be rejected ({interval}).</source>
            <translation>Die {n} Gutteile des Rezepts sagen: Erwarten Sie, dass {rate} der Gutteile aussortiert werden ({interval}).</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>The recipe's {n} good parts say: fewer false alarms than {rate} good parts, at most {most}.</source>
            <translation>Die {n} Gutteile des Rezepts sagen: seltener ein Fehlalarm als bei {rate} Gutteilen, höchstens {most}.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>There are no defective parts, so nothing can be said about misses.</source>
            <translation>Es gibt keine defekten Teile, darum lässt sich über Schlupf nichts sagen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>There are no good parts, so nothing can be said about false alarms.</source>
            <translation>Es gibt keine Gutteile, darum lässt sich über Fehlalarme nichts sagen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>This needs defective parts.</source>
            <translation>Dafür werden defekte Teile gebraucht.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>This needs good parts and defective parts.</source>
            <translation>Dafür werden Gutteile und defekte Teile gebraucht.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>defective</source>
            <translation>defekt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{k} of {n} defective parts cannot be caught by any limit; the others are caught up to {limit}.</source>
            <translation>{k} von {n} defekten Teilen erkennt keine Grenze; die anderen werden bis {limit} erkannt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{low} to {high}</source>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} could not be judged</source>
            <translation>{n} waren nicht zu beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} defective parts have no defect of {area} px or more, so no limit rejects them.</source>
            <translation>{n} defekte Teile haben keine Fehlstelle von {area} px oder mehr, darum sortiert sie keine Grenze aus.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} files or masks could not be used</source>
            <translation>{n} Dateien oder Masken waren nicht zu verwenden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} nobody has decided on</source>
            <translation>über {n} hat niemand entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} of those that pass are put up for review.</source>
            <translation>{n} der durchgelassenen werden zum Ansehen vorgelegt.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/wording.py" />
            <source>{n} somebody was unsure of</source>
            <translation>bei {n} war jemand unsicher</translation>
        </message>
    </context>
    <context>
        <name>EvaluatePage</name>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Choose a labelled folder…</source>
            <translation>Ordner mit bekannten Teilen wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Drop a folder with labelled parts here to see how well the recipe judges them.</source>
            <translation>Legen Sie hier einen Ordner mit bekannten Teilen ab, um zu sehen, wie gut das Rezept sie beurteilt.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Evaluate {name}</source>
            <translation>{name} bewerten</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Evaluating {name}</source>
            <translation>{name} wird bewertet</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Figures and limits</source>
            <translation>Kennzahlen und Grenzen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Folder with the folder good and one folder for each kind of defect</source>
            <translation>Ordner mit dem Ordner good und einem Ordner für jede Fehlerart</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Go to the parts</source>
            <translation>Zu den Teilen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Inspect parts and judge them yourself with the keys G and D; then compare here.</source>
            <translation>Prüfen Sie Teile und beurteilen Sie sie selbst mit den Tasten G und D; vergleichen Sie dann hier.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Kinds of defect</source>
            <translation>Fehlerarten</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Nobody has called a part good or defective yet.</source>
            <translation>Noch hat niemand ein Teil gut oder defekt genannt.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Open a recipe or make one of good parts first; then see here how well it judges.</source>
            <translation>Öffnen Sie zuerst ein Rezept oder machen Sie eines aus Gutteilen; sehen Sie dann hier, wie gut es urteilt.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Open a recipe…</source>
            <translation>Rezept öffnen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>Save the evaluation</source>
            <translation>Bewertung speichern</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>The evaluation was copied as text.</source>
            <translation>Die Bewertung wurde als Text kopiert.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>The recipe has changed since {name} was evaluated.</source>
            <translation>Das Rezept hat sich geändert, seit {name} bewertet wurde.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>{good} good and {bad} defective parts</source>
            <translation>{good} Gutteile und {bad} defekte Teile</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>{name} evaluation</source>
            <translation>{name} Bewertung</translation>
        </message>
    </context>
    <context>
        <name>Evaluating</name>
        <message>
            <location filename="../../gui/evaluating.py" />
            <source>Evaluating</source>
            <translation>Bewertung</translation>
        </message>
        <message>
            <location filename="../../gui/evaluating.py" />
            <source>Open a recipe first, or make one of good parts; then evaluate the folder.</source>
            <translation>Öffnen Sie zuerst ein Rezept oder machen Sie eines aus Gutteilen; bewerten Sie dann den Ordner.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluating.py" />
            <source>Saving the evaluation</source>
            <translation>Bewertung wird gespeichert</translation>
        </message>
        <message>
            <location filename="../../gui/evaluating.py" />
            <source>The evaluation was saved as {path}.</source>
            <translation>Die Bewertung wurde als {path} gespeichert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluating.py" />
            <source>There is no recipe to judge these parts by yet.</source>
            <translation>Es gibt noch kein Rezept, nach dem diese Teile beurteilt werden könnten.</translation>
        </message>
    </context>
    <context>
        <name>Expectation</name>
        <message>
            <location filename="../../gui/train/expectation.py" />
            <source>Expect 1 false alarm in {n} good parts (between {often} and {seldom})</source>
            <translation>Zu erwarten ist 1 Fehlalarm bei {n} Gutteilen (zwischen {often} und {seldom})</translation>
        </message>
        <message>
            <location filename="../../gui/train/expectation.py" />
            <source>almost none</source>
            <translation>fast keinem</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message>
            <location filename="../../gui/exporting.py" />
            <source>Exported {parts} parts: {files} files in {folder}.</source>
            <translation>{parts} Teile exportiert: {files} Dateien in {folder}.</translation>
        </message>
        <message>
            <location filename="../../gui/exporting.py" />
            <source>{n} files could not be written; the details say which.</source>
            <translation>{n} Dateien konnten nicht geschrieben werden; die Einzelheiten sagen, welche.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>All ({n})</source>
            <translation>Alle ({n})</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>All parts, also those that are not listed now</source>
            <translation>Alle Teile, auch die jetzt nicht gelisteten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Already there, and replaced: {names}.</source>
            <translation>Schon da und wird ersetzt: {names}.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Anomaly maps</source>
            <translation>Anomaliekarten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>As listed ({n})</source>
            <translation>Wie gelistet ({n})</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>By the operator's verdict, where there is one</source>
            <translation>Nach dem Urteil des Bedieners, wo es eines gibt</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>COCO annotations</source>
            <translation>COCO-Annotationen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>CSV table</source>
            <translation>CSV-Tabelle</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Choose a folder to write into.</source>
            <translation>Wählen Sie einen Ordner, in den geschrieben wird.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Choose at least one kind of file.</source>
            <translation>Wählen Sie mindestens eine Art von Datei.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Choose the folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Choose the folder to write into</source>
            <translation>Den Ordner wählen, in den geschrieben wird</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Excel workbook</source>
            <translation>Excel-Arbeitsmappe</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Export results</source>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Folder to write into</source>
            <translation>Ordner, in den geschrieben wird</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>For other programs</source>
            <translation>Für andere Programme</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Give the whole path of the folder.</source>
            <translation>Geben Sie den ganzen Pfad des Ordners an.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>JSON data</source>
            <translation>JSON-Daten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Masks</source>
            <translation>Masken</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Overlays</source>
            <translation>Überlagerungen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>PDF report</source>
            <translation>PDF-Bericht</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Parts</source>
            <translation>Teile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Pictures that are already there stay; new ones get other names.</source>
            <translation>Bilder, die schon da sind, bleiben; neue bekommen andere Namen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Reports</source>
            <translation>Berichte</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Selected ({n})</source>
            <translation>Gewählte ({n})</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Sorted copies</source>
            <translation>Sortierte Kopien</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Sorts the copies by what the operator said; unsure goes to review</source>
            <translation>Sortiert die Kopien danach, was der Bediener gesagt hat; „unsicher“ kommt zu „ansehen“</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Tables</source>
            <translation>Tabellen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>The parts that are listed now, in that order</source>
            <translation>Die jetzt gelisteten Teile, in dieser Reihenfolge</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>The parts that are selected on the list</source>
            <translation>Die auf der Liste ausgewählten Teile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Web report</source>
            <translation>Web-Bericht</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Where the files are written; it is made if it is missing</source>
            <translation>Wohin die Dateien geschrieben werden; fehlt er, wird er angelegt</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>Write the files; progress is shown at the bottom of the window</source>
            <translation>Die Dateien schreiben; unten im Fenster ist zu sehen, wie weit es ist</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>defects white on black</source>
            <translation>Fehlstellen weiß auf schwarz</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>defects with boxes and masks</source>
            <translation>Fehlstellen mit Rahmen und Masken</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>everything, with all defects</source>
            <translation>alles, mit allen Fehlstellen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>one row a part</source>
            <translation>eine Zeile je Teil</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>opens in any browser</source>
            <translation>öffnet sich in jedem Browser</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>photos with heatmap and outlines</source>
            <translation>Fotos mit Heatmap und Umrissen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>raw values, 32-bit TIFF</source>
            <translation>rohe Werte, 32-Bit-TIFF</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>the files, in folders by verdict</source>
            <translation>die Dateien, nach Urteil in Ordnern</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>to be printed and filed</source>
            <translation>zum Drucken und Ablegen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>with pictures and all defects</source>
            <translation>mit Bildern und allen Fehlstellen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>{path} holds other files. Choose another folder.</source>
            <translation>{path} enthält andere Dateien. Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/export.py" />
            <source>{path} is a file. Choose a folder.</source>
            <translation>{path} ist eine Datei. Wählen Sie einen Ordner.</translation>
        </message>
    </context>
    <context>
        <name>Failure</name>
        <message>
            <location filename="../../gui/jobs.py" />
            <source>Close other programs, use fewer or smaller pictures, or choose the preset Fast.</source>
            <translation>Schließen Sie andere Programme, verwenden Sie weniger oder kleinere Bilder oder wählen Sie „Schnell“.</translation>
        </message>
        <message>
            <location filename="../../gui/jobs.py" />
            <source>There was not enough memory: {title}.</source>
            <translation>Der Speicher hat nicht gereicht: {title}.</translation>
        </message>
        <message>
            <location filename="../../gui/jobs.py" />
            <source>Try again; if it happens again, send the details to whoever looks after Gonogo.</source>
            <translation>Versuchen Sie es noch einmal; geschieht es wieder, senden Sie die Einzelheiten an die Person, die Gonogo betreut.</translation>
        </message>
        <message>
            <location filename="../../gui/jobs.py" />
            <source>{title}: something went wrong that Gonogo did not expect.</source>
            <translation>{title}: Etwas ist schiefgegangen, womit Gonogo nicht gerechnet hat.</translation>
        </message>
    </context>
    <context>
        <name>FiguresPane</name>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Balance of what is caught and what is rejected rightly, at this limit</source>
            <translation>Ausgleich zwischen dem, was erkannt, und dem, was zu Recht aussortiert wird, bei dieser Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Defective parts that pass</source>
            <translation>Defekte Teile durchgelassen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Escape rate: defective parts not called defective / all defective parts</source>
            <translation>Schlupf: nicht defekt genannte defekte Teile / alle defekten Teile</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Figures</source>
            <translation>Kennzahlen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Good parts rejected</source>
            <translation>Gutteile aussortiert</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>How often a defective part scores higher than a good one, whatever the limit</source>
            <translation>Wie oft ein defektes Teil einen höheren Messwert hat als ein gutes, bei beliebiger Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>How well each marked region is outlined; needs masks of the defects</source>
            <translation>Wie gut jede markierte Stelle getroffen wird; braucht Masken der Fehlstellen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Overkill rate: good parts called defective / all good parts</source>
            <translation>Pseudoausschuss: defekt genannte Gutteile / alle Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>Pixel AUROC</source>
            <translation>Pixel-AUROC</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/figures_pane.py" />
            <source>The same of single pixels; needs masks of the defects</source>
            <translation>Dasselbe für einzelne Pixel; braucht Masken der Fehlstellen</translation>
        </message>
    </context>
    <context>
        <name>FineSettings</name>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>A file is needed for this network</source>
            <translation>Für dieses Netz wird eine Datei gebraucht</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>A file with weights for the network, such as one trained on your own pictures</source>
            <translation>Eine Datei mit Gewichten für das Netz, etwa eines, das mit eigenen Bildern trainiert wurde</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Channels</source>
            <translation>Kanäle</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Choose a file with what the network has learned</source>
            <translation>Eine Datei mit dem wählen, was das Netz gelernt hat</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Choose a weights file</source>
            <translation>Gewichtsdatei wählen</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Fine settings</source>
            <translation>Feineinstellungen</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>How many of the network's features are compared; more are slower</source>
            <translation>Wie viele Merkmale des Netzes verglichen werden; mehr sind langsamer</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>It looks at the pictures; it learned to see from photos of all kinds</source>
            <translation>Es sieht sich die Bilder an; sehen gelernt hat es an Fotos aller Art</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Names of the network's layers, the finest first, with commas between</source>
            <translation>Namen der Schichten des Netzes, die feinste zuerst, durch Kommas getrennt</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Picture size</source>
            <translation>Bildgröße</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Pictures are resized to a square of this side before they are looked at</source>
            <translation>Bilder werden vor dem Ansehen auf ein Quadrat dieser Seitenlänge gebracht</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Seed</source>
            <translation>Startzahl</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Show or hide settings that are hardly ever needed</source>
            <translation>Einstellungen zeigen oder verbergen, die man selten braucht</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Start of the random choice of channels; the same seed gives the same recipe</source>
            <translation>Beginn der zufälligen Auswahl der Kanäle; dieselbe Startzahl ergibt dasselbe Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Those that came with Gonogo</source>
            <translation>Die mit Gonogo gelieferten</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Weights ({names})</source>
            <translation>Gewichte ({names})</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Weights file</source>
            <translation>Gewichtsdatei</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>Weights of the network</source>
            <translation>Gewichte des Netzes</translation>
        </message>
        <message>
            <location filename="../../gui/train/fine_settings.py" />
            <source>{n} (usual)</source>
            <translation>{n} (üblich)</translation>
        </message>
    </context>
    <context>
        <name>FolderWatching</name>
        <message>
            <location filename="../../gui/watching.py" />
            <source>New pictures in {folder} are inspected as they come.</source>
            <translation>Neue Bilder in {folder} werden geprüft, sobald sie kommen.</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>Pictures that were not inspected can be dropped here, or watch the folder again.</source>
            <translation>Nicht geprüfte Bilder können Sie hierher ziehen, oder überwachen Sie den Ordner noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>The one that is there is left alone; drop it here to inspect it.</source>
            <translation>Das vorhandene bleibt unberührt; um es zu prüfen, ziehen Sie es hierher.</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>The {n} that are there are left alone; drop the folder to inspect them.</source>
            <translation>Die {n} vorhandenen bleiben unberührt; um sie zu prüfen, ziehen Sie den Ordner hierher.</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>Watching a folder</source>
            <translation>Ordner überwachen</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>{folder} is not watched any more, since its inspection was cancelled.</source>
            <translation>{folder} wird nicht mehr überwacht, weil die Prüfung abgebrochen wurde.</translation>
        </message>
        <message>
            <location filename="../../gui/watching.py" />
            <source>{folder} is there again; new pictures in it are inspected.</source>
            <translation>{folder} ist wieder da; neue Bilder darin werden geprüft.</translation>
        </message>
    </context>
    <context>
        <name>GoodImagesModel</name>
        <message>
            <location filename="../../gui/train/grid_model.py" />
            <source>Left out: not learned from</source>
            <translation>Ausgelassen: wird nicht gelernt</translation>
        </message>
    </context>
    <context>
        <name>GoodImagesPanel</name>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>1 good part</source>
            <translation>1 Gutteil</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>1 picture stands out before anything is learned.</source>
            <translation>1 Bild fällt auf, noch bevor etwas gelernt ist.</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Add good parts</source>
            <translation>Gutteile hinzufügen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Add…</source>
            <translation>Hinzufügen…</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Another size or kind than most, very small, or unreadable; point at one to see why.</source>
            <translation>Andere Größe oder Art als die meisten, sehr klein oder unlesbar; zeigen Sie auf eines, um zu sehen, warum.</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Bring back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Choose pictures or a folder of good parts</source>
            <translation>Bilder oder einen Ordner mit Gutteilen wählen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Clear the list</source>
            <translation>Liste leeren</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Delete leaves the chosen parts out, Insert brings them back, Enter shows one large.</source>
            <translation>Entf lässt die gewählten Teile aus, Einfg holt sie zurück, Eingabe zeigt eines groß.</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Good parts</source>
            <translation>Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Select all</source>
            <translation>Alle auswählen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Select the parts that stand out in the grid</source>
            <translation>Die auffälligen Teile im Raster auswählen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Select them</source>
            <translation>Auswählen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Show large</source>
            <translation>Groß zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Take off the list</source>
            <translation>Von der Liste nehmen</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>The chosen good parts; key {keys}</source>
            <translation>Die gewählten Gutteile; Taste {keys}</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>{n} good parts</source>
            <translation>{n} Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>{n} pictures stand out before anything is learned.</source>
            <translation>{n} Bilder fallen auf, noch bevor etwas gelernt ist.</translation>
        </message>
        <message>
            <location filename="../../gui/train/grid.py" />
            <source>{parts}, {n} left out</source>
            <translation>{parts}, {n} ausgelassen</translation>
        </message>
    </context>
    <context>
        <name>GoodParts</name>
        <message>
            <location filename="../../gui/train/good_parts.py" />
            <source>bringing back good parts</source>
            <translation>Gutteile zurückholen</translation>
        </message>
        <message>
            <location filename="../../gui/train/good_parts.py" />
            <source>leaving out good parts</source>
            <translation>Gutteile auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/train/good_parts.py" />
            <source>taking good parts off the list</source>
            <translation>Gutteile von der Liste nehmen</translation>
        </message>
    </context>
    <context>
        <name>HeadBar</name>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>30 days</source>
            <translation>30 Tage</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>7 days</source>
            <translation>7 Tage</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Everything since the first inspection</source>
            <translation>Alles seit der ersten Prüfung</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Export as CSV…</source>
            <translation>Als CSV exportieren…</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>From one day to another</source>
            <translation>Von einem Tag bis zu einem anderen</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>From … to</source>
            <translation>Von … bis</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Recipe without a name</source>
            <translation>Rezept ohne Namen</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>The last 30 days with today</source>
            <translation>Die letzten 30 Tage mit heute</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>The last 7 days with today</source>
            <translation>Die letzten 7 Tage mit heute</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>What was inspected today</source>
            <translation>Was heute geprüft wurde</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Whose inspections are shown: all versions of a recipe together</source>
            <translation>Wessen Prüfungen zu sehen sind: alle Versionen eines Rezepts zusammen</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>Write what is listed as a table for a spreadsheet</source>
            <translation>Was gelistet ist, als Tabelle für eine Tabellenkalkulation schreiben</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>{name} (open now)</source>
            <translation>{name} (jetzt offen)</translation>
        </message>
        <message>
            <location filename="../../gui/history/head_bar.py" />
            <source>{n} inspections</source>
            <translation>{n} Prüfungen</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>1 in {n}</source>
            <translation>1 von {n}</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>1 inspection: {parts}</source>
            <translation>1 Prüfung: {parts}</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>A recipe judges what it sees. When a lamp ages, a lens gets dirty or a fixture shifts, all pictures change a little, and so do the margins of good parts, long before the first of them is rejected. That is drift.</source>
            <translation>Ein Rezept beurteilt, was es sieht. Wenn eine Lampe altert, ein Objektiv verschmutzt oder eine Aufnahme sich verschiebt, ändern sich alle Bilder ein wenig und mit ihnen die Werte der Gutteile, lange bevor das erste aussortiert wird. Das ist Drift.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Check light, lens and fixture before good parts are rejected.</source>
            <translation>Prüfen Sie Licht, Objektiv und Aufnahme, bevor Gutteile aussortiert werden.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Check light, lens and focus: where pictures lose their detail, defects are missed more easily.</source>
            <translation>Prüfen Sie Licht, Objektiv und Schärfe: Wo Bilder an Einzelheiten verlieren, werden Fehlstellen leichter übersehen.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Found: of all pairs of one of the last {n} good parts and one of before, the recent one is the higher in {share}; without drift that is half of them. By chance alone so large a difference comes about with a probability of {p}.</source>
            <translation>Gefunden: Von allen Paaren aus einem der letzten {n} Gutteile und einem früheren liegt in {share} das neuere höher; ohne Drift wäre es die Hälfte. Durch bloßen Zufall entsteht ein so großer Unterschied mit einer Wahrscheinlichkeit von {p}.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Good parts are those that the recipe called good and nobody called defective, and those that somebody called good. After every {step} of them, the last {windows} are compared with good parts of before.</source>
            <translation>Gutteile sind die, die das Rezept gut und niemand defekt genannt hat, und die, die jemand gut genannt hat. Nach je {step} davon werden die letzten {windows} mit früheren Gutteilen verglichen.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Here they are compared with the first {n} good parts in the history.</source>
            <translation>Hier werden sie mit den ersten {n} Gutteilen im Verlauf verglichen.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Here they are compared with {n} good parts that the recipe was made from, each scored as if it had not been among them.</source>
            <translation>Hier werden sie mit {n} Gutteilen verglichen, aus denen das Rezept gemacht wurde, jedes so gemessen, als wäre es nicht dabei gewesen.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>No drift: the last {n} good parts are typically {recent}, they were {before} ×.</source>
            <translation>Keine Drift: Die letzten {n} Gutteile liegen bei {recent}, früher bei {before} ×.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Share defective per day</source>
            <translation>Anteil defekt je Tag</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Share defective per month</source>
            <translation>Anteil defekt je Monat</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Share defective per week</source>
            <translation>Anteil defekt je Woche</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>So far there are too few: {n} more good parts are needed.</source>
            <translation>Bis jetzt sind es zu wenige: {n} weitere Gutteile werden gebraucht.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The margins of good parts have fallen: the last {n} are lower than before.</source>
            <translation>Die Werte der Gutteile sind gesunken: Die letzten {n} liegen tiefer als früher.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The margins of good parts have fallen: the last {n} are typically {recent}, they were {before} ×.</source>
            <translation>Die Werte der Gutteile sind gesunken: Die letzten {n} liegen bei {recent}, früher bei {before} ×.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The margins of good parts have risen: the last {n} are higher than before.</source>
            <translation>Die Werte der Gutteile sind gestiegen: Die letzten {n} liegen höher als früher.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The margins of good parts have risen: the last {n} are typically {recent}, they were {before} ×.</source>
            <translation>Die Werte der Gutteile sind gestiegen: Die letzten {n} liegen bei {recent}, früher bei {before} ×.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The recipe last learned on {day}; parts of before do not count, {n} came since.</source>
            <translation>Das Rezept hat zuletzt am {day} gelernt; frühere Teile zählen nicht, seither kamen {n}.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>The test is the rank-sum test of Wilcoxon, Mann and Whitney. It looks at the order of the scores alone, so a single extreme part counts no more than any other, and moving the limit changes nothing. It takes the parts to be independent of each other: another batch of material may be what it has found.</source>
            <translation>Der Test ist der Rangsummentest von Wilcoxon, Mann und Whitney. Er sieht nur auf die Reihenfolge der Messwerte; ein einzelnes extremes Teil zählt darum nicht mehr als jedes andere, und eine verschobene Grenze ändert nichts. Er nimmt an, dass die Teile voneinander unabhängig sind: Was er gefunden hat, kann auch eine andere Materialcharge sein.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Too many for a dot each: {n} of {total} parts are shown, evenly chosen from all of them</source>
            <translation>Zu viele für je einen Punkt: {n} von {total} Teilen sind zu sehen, gleichmäßig aus allen ausgewählt</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Watching for drift needs 1 more good part.</source>
            <translation>Um Drift zu überwachen, fehlt noch 1 Gutteil.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Watching for drift needs {n} more good parts.</source>
            <translation>Um Drift zu überwachen, fehlen noch {n} Gutteile.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>Wrong warnings: where nothing has changed, one is to be expected in {n} good parts at most. A shift that is too small to matter is not told at all: the recent part of a pair must be the higher (or the lower) one in at least 60 % of all pairs.</source>
            <translation>Falsche Warnungen: Wo sich nichts geändert hat, ist in {n} Gutteilen höchstens eine zu erwarten. Eine Verschiebung, die zu klein ist, um etwas auszumachen, wird gar nicht gemeldet: In mindestens 60 % aller Paare muss das neuere Teil höher (oder tiefer) liegen.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>less than 1 in 1,000,000,000</source>
            <translation>weniger als 1 zu 1.000.000.000</translation>
        </message>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{days}: {k} of {n}, {share} ({low} to {high})</source>
            <translation>{days}: {k} von {n}, {share} ({low} bis {high})</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{days}: {n} inspected, none could be judged</source>
            <translation>{days}: {n} geprüft, keines war zu beurteilen</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{first} to {last}</source>
            <translation>{first} bis {last}</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{margin} × the limit</source>
            <translation>{margin} × Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{most} and {last}</source>
            <translation>{most} und {last}</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{n} good parts came since.</source>
            <translation>Seither kamen {n} Gutteile.</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{n} inspections: {parts}</source>
            <translation>{n} Prüfungen: {parts}</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{n} of {total} inspections listed</source>
            <translation>{n} von {total} Prüfungen gelistet</translation>
        </message>
        <message>
            <location filename="../../gui/history/wording.py" />
            <source>{path} is no longer there.</source>
            <translation>{path} ist nicht mehr da.</translation>
        </message>
    </context>
    <context>
        <name>HistoryFeeder</name>
        <message>
            <location filename="../../gui/history/feeder.py" />
            <source>Keeping the history</source>
            <translation>Verlauf wird festgehalten</translation>
        </message>
        <message>
            <location filename="../../gui/history/feeder.py" />
            <source>Watching for drift</source>
            <translation>Drift wird überwacht</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Copy the path of the file</source>
            <translation>Pfad der Datei kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Every part that is inspected is listed here, whatever session it was in. Inspect some parts first.</source>
            <translation>Hier steht jedes geprüfte Teil, aus welcher Sitzung auch immer. Prüfen Sie zuerst einige Teile.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Export the history</source>
            <translation>Verlauf exportieren</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Exporting the history</source>
            <translation>Verlauf wird exportiert</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Inspect pictures…</source>
            <translation>Bilder prüfen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Its session is gone as well; what is known of it is in this list.</source>
            <translation>Auch seine Sitzung ist weg; was man von ihm weiß, steht in dieser Liste.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Look for it in the file manager.</source>
            <translation>Suchen Sie ihn im Dateimanager.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>No inspection is like that.</source>
            <translation>So ist keine Prüfung.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Nothing was inspected with this recipe in this time.</source>
            <translation>In dieser Zeit wurde mit diesem Rezept nichts geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Nothing was inspected with this recipe yet.</source>
            <translation>Mit diesem Rezept wurde noch nichts geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Open in its session</source>
            <translation>In seiner Sitzung öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Read the history anew</source>
            <translation>Den Verlauf neu lesen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Reading the history</source>
            <translation>Verlauf wird gelesen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Show the file in its folder</source>
            <translation>Datei in ihrem Ordner zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Tables ({names})</source>
            <translation>Tabellen ({names})</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>The folder {folder} could not be opened.</source>
            <translation>Der Ordner {folder} konnte nicht geöffnet werden.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>The history is being read.</source>
            <translation>Der Verlauf wird gelesen.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>What is this?</source>
            <translation>Was ist das?</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>What was compared, and how often such a warning is wrong</source>
            <translation>Was verglichen wurde und wie oft eine solche Warnung falsch ist</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>history</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../gui/pages/history.py" />
            <source>{n} inspections were written to {path}.</source>
            <translation>{n} Prüfungen wurden nach {path} geschrieben.</translation>
        </message>
    </context>
    <context>
        <name>HistoryTable</name>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Begun {day}</source>
            <translation>Begonnen {day}</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Margin</source>
            <translation>× Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Not decided</source>
            <translation>Nicht entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Session</source>
            <translation>Sitzung</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Session: {name}</source>
            <translation>Sitzung: {name}</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>You</source>
            <translation>Sie</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>{margin} times the limit</source>
            <translation>{margin} mal die Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/models/history_table.py" />
            <source>{verdict}, the recipe says otherwise</source>
            <translation>{verdict}, das Rezept sagt etwas anderes</translation>
        </message>
    </context>
    <context>
        <name>HistoryView</name>
        <message>
            <location filename="../../gui/history/list_view.py" />
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_view.py" />
            <source>Inspections</source>
            <translation>Prüfungen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_view.py" />
            <source>Newest first; Return opens the chosen part in its session, or shows its file</source>
            <translation>Neueste zuerst; Eingabe öffnet das gewählte Teil in seiner Sitzung oder zeigt seine Datei</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_view.py" />
            <source>Rows</source>
            <translation>Zeilen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_view.py" />
            <source>You</source>
            <translation>Sie</translation>
        </message>
    </context>
    <context>
        <name>ImageViewer</name>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Actual pixels (100 %)</source>
            <translation>Bildpixel (100 %)</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Bare photo</source>
            <translation>Bloßes Foto</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Choose a part in the list to see it here.</source>
            <translation>Wählen Sie ein Teil in der Liste, um es hier zu sehen.</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Colour below the pixel threshold too</source>
            <translation>Auch unter der Grenze für Pixel färben</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Copy the view</source>
            <translation>Ansicht kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>F fits the photo, 1 shows 100 %, plus and minus zoom, Shift and arrows move it.</source>
            <translation>F passt das Foto ein, 1 zeigt 100 %, Plus und Minus vergrößern und verkleinern, Umschalt mit Pfeilen verschiebt.</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Fit the window</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Photo with heatmap</source>
            <translation>Foto mit Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>The chosen part with its heatmap</source>
            <translation>Das gewählte Teil mit seiner Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/viewer.py" />
            <source>Viewer</source>
            <translation>Anzeige</translation>
        </message>
    </context>
    <context>
        <name>InspectPage</name>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Choose a folder of parts…</source>
            <translation>Ordner mit Teilen wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Drop pictures or folders of parts anywhere on the window to inspect them.</source>
            <translation>Legen Sie Bilder oder Ordner mit Teilen irgendwo auf dem Fenster ab, um sie zu prüfen.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Look for it in the file manager; it may have been moved.</source>
            <translation>Suchen Sie ihn im Dateimanager; vielleicht wurde er verschoben.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>No region above the limit for pixels is large enough.</source>
            <translation>Keine Stelle über der Grenze für Pixel ist groß genug.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>No region is above the limit for pixels.</source>
            <translation>Keine Stelle liegt über der Grenze für Pixel.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Open a recipe or make one of good parts first; then drop parts here to inspect them.</source>
            <translation>Öffnen Sie zuerst ein Rezept oder machen Sie eines aus Gutteilen; legen Sie dann hier Teile ab, um sie zu prüfen.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Open a recipe…</source>
            <translation>Rezept öffnen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>Take off the list	Del</source>
            <translation>Von der Liste nehmen	Entf</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>The defects of the shown part are listed here.</source>
            <translation>Die Fehlstellen des gezeigten Teils stehen hier.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>The first verdicts appear here in a moment.</source>
            <translation>Die ersten Urteile erscheinen hier gleich.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>The folder {folder} could not be opened.</source>
            <translation>Der Ordner {folder} konnte nicht geöffnet werden.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>The heatmap is being made again …</source>
            <translation>Die Heatmap wird neu gemacht …</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>The recipe was not made from the chosen parts, so they cannot be taken out of it.</source>
            <translation>Das Rezept wurde nicht aus den gewählten Teilen gemacht, darum lassen sie sich nicht herausnehmen.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/inspect.py" />
            <source>This file could not be judged.</source>
            <translation>Diese Datei war nicht zu beurteilen.</translation>
        </message>
    </context>
    <context>
        <name>KindsModel</name>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>How well each marked region is outlined, with few pixels beside it</source>
            <translation>Wie gut jede markierte Stelle getroffen wird, mit wenigen Pixeln daneben</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>How well its scores stand out from those of the good parts; 1 is perfect, 0.5 is chance</source>
            <translation>Wie gut sich ihre Messwerte von denen der Gutteile abheben; 1 ist vollkommen, 0,5 ist Zufall</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>How well the marked pixels stand out from all others</source>
            <translation>Wie gut sich die markierten Pixel von allen anderen abheben</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Name of the defect: that of its folder</source>
            <translation>Name der Fehlerart: der ihres Ordners</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Parts that are not rejected, those under review among them</source>
            <translation>Teile, die nicht aussortiert werden, auch die zum Ansehen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Parts that are put up for review</source>
            <translation>Teile, die zum Ansehen vorgelegt werden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Parts that are rejected at this limit</source>
            <translation>Teile, die bei dieser Grenze aussortiert werden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Parts that were judged</source>
            <translation>Teile, die beurteilt wurden</translation>
        </message>
    </context>
    <context>
        <name>KindsTable</name>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>Kinds of defect</source>
            <translation>Fehlerarten</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/kinds_table.py" />
            <source>One row for each kind of defect; a heading sorts by it</source>
            <translation>Eine Zeile für jede Fehlerart; ein Spaltenkopf sortiert danach</translation>
        </message>
    </context>
    <context>
        <name>LabelledPartDialog</name>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Back to the figures</source>
            <translation>Zurück zu den Kennzahlen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Evaluate again.</source>
            <translation>Bewerten Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Labelled part</source>
            <translation>Bekanntes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Next part</source>
            <translation>Nächstes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Opening {name} …</source>
            <translation>{name} wird geöffnet …</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>Previous part</source>
            <translation>Voriges Teil</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>blue dashes: the defect as marked</source>
            <translation>blau gestrichelt: die Fehlstelle, wie sie markiert ist</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>good</source>
            <translation>gut</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>labelled {kind}</source>
            <translation>Soll: {kind}</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>{name} has changed since it was evaluated.</source>
            <translation>{name} hat sich seit der Bewertung geändert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/part_dialog.py" />
            <source>{n} of {all}</source>
            <translation>{n} von {all}</translation>
        </message>
    </context>
    <context>
        <name>LearnDialog</name>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>1 file could not be used:</source>
            <translation>1 Datei konnte nicht verwendet werden:</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>1 good part comes in.</source>
            <translation>1 Gutteil kommt hinzu.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>1 of {all} verdicts changes</source>
            <translation>1 von {all} Urteilen ändert sich</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>1 part goes out.</source>
            <translation>1 Teil fällt weg.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>As before: {promise}</source>
            <translation>Wie zuvor: {promise}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Change the recipe?</source>
            <translation>Rezept ändern?</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Every part with its verdict now and with the change</source>
            <translation>Jedes Teil mit seinem Urteil jetzt und mit der Änderung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Every part would be judged as it is now.</source>
            <translation>Jedes Teil würde so beurteilt wie jetzt.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Good parts in the recipe</source>
            <translation>Gutteile im Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Leave it as it was</source>
            <translation>Lassen, wie es war</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>No parts to judge anew</source>
            <translation>Keine Teile, die neu zu beurteilen wären</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>No verdict changes</source>
            <translation>Kein Urteil ändert sich</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Nothing changes; key Escape</source>
            <translation>Nichts ändert sich; Escape-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Nothing has changed yet: look at what would, then decide.</source>
            <translation>Noch hat sich nichts geändert: Sehen Sie, was sich ändern würde, und entscheiden Sie dann.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Now: {promise}</source>
            <translation>Jetzt: {promise}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Parts whose verdict changes</source>
            <translation>Teile, deren Urteil sich ändert</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Reference parts that would no longer be judged as they should be: {names}.</source>
            <translation>Referenzteile, die nicht mehr so beurteilt würden, wie sie sollen: {names}.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Take the change over, with the verdicts shown here</source>
            <translation>Die Änderung übernehmen, mit den Urteilen, die hier zu sehen sind</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>There are no parts on the list. Only the recipe would change.</source>
            <translation>Auf der Liste sind keine Teile. Nur das Rezept würde sich ändern.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>Use the changed recipe</source>
            <translation>Geändertes Rezept verwenden</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>What changes in numbers</source>
            <translation>Was sich in Zahlen ändert</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>With the change</source>
            <translation>Mit der Änderung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>With the change: {promise}</source>
            <translation>Mit der Änderung: {promise}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>You can go back to earlier versions of the recipe at any time.</source>
            <translation>Sie können jederzeit zu früheren Versionen des Rezepts zurückgehen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>You had moved the limits. With the change they are the calibrated ones again.</source>
            <translation>Sie hatten die Grenzen verschoben. Mit der Änderung sind es wieder die kalibrierten.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>{n} files could not be used:</source>
            <translation>{n} Dateien konnten nicht verwendet werden:</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>{n} good parts come in.</source>
            <translation>{n} Gutteile kommen hinzu.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>{n} of {all} verdicts change</source>
            <translation>{n} von {all} Urteilen ändern sich</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>{n} parts go out.</source>
            <translation>{n} Teile fallen weg.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>{what}: {now} now, {then} with the change</source>
            <translation>{what}: {now} jetzt, {then} mit der Änderung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/learn.py" />
            <source>… and {n} more</source>
            <translation>… und {n} weitere</translation>
        </message>
    </context>
    <context>
        <name>Learning</name>
        <message>
            <location filename="../../gui/learning.py" />
            <source>All parts that you called good are in the recipe already.</source>
            <translation>Alle Teile, die Sie gut genannt haben, stehen schon im Rezept.</translation>
        </message>
        <message>
            <location filename="../../gui/learning.py" />
            <source>Save it to keep it; an earlier version can be brought back at any time.</source>
            <translation>Speichern Sie es, um es zu behalten; eine frühere Version lässt sich jederzeit zurückholen.</translation>
        </message>
        <message>
            <location filename="../../gui/learning.py" />
            <source>The recipe rests on {n} good parts now, and all parts were judged anew.</source>
            <translation>Das Rezept beruht jetzt auf {n} Gutteilen, und alle Teile wurden neu beurteilt.</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <location filename="../../gui/viewer/legend.py" />
            <source>Colour scale of the heatmap</source>
            <translation>Farbskala der Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/legend.py" />
            <source>From 0 to %1, the same for every part. Limit %2, pixel threshold %3.</source>
            <translation>Von 0 bis %1, für jedes Teil gleich. Grenze %2, Grenze für Pixel %3.</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/legend.py" />
            <source>There is no recipe yet.</source>
            <translation>Es gibt noch kein Rezept.</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/legend.py" />
            <source>limit %1</source>
            <translation>Grenze %1</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/legend.py" />
            <source>pixel %1</source>
            <translation>Pixel %1</translation>
        </message>
    </context>
    <context>
        <name>LimitsPanel</name>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source> (at most {low})</source>
            <translation> (höchstens {low})</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source> ({low} to {high})</source>
            <translation> ({low} bis {high})</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>A part with a score above it is defective</source>
            <translation>Ein Teil mit einem höheren Messwert ist defekt</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Area</source>
            <translation>Fläche</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Back to calibrated</source>
            <translation>Zurück zu kalibriert</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Defects with fewer pixels do not count</source>
            <translation>Fehlstellen mit weniger Pixeln zählen nicht</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Expect fewer false alarms than {rate} good parts</source>
            <translation>Zu erwarten: seltener ein Fehlalarm als bei {rate} Gutteilen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Expect {rate} good parts to be a false alarm</source>
            <translation>Zu erwarten: bei {rate} Gutteilen ein Fehlalarm</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Limit for parts</source>
            <translation>Grenze für Teile</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Limit for pixels</source>
            <translation>Grenze für Pixel</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Limits</source>
            <translation>Grenzen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Parts between this share of the limit and the limit are put up for review</source>
            <translation>Teile zwischen diesem Anteil der Grenze und der Grenze werden zum Ansehen vorgelegt</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Pixel</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Pixels with a value above it belong to a defect</source>
            <translation>Pixel mit einem höheren Wert gehören zu einer Fehlstelle</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Review</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Review from</source>
            <translation>Ansehen ab</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>Smallest area</source>
            <translation>Kleinste Fläche</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>The regions of {n} parts are still being measured for the smallest area.</source>
            <translation>Für die kleinste Fläche werden die Stellen von {n} Teilen noch vermessen.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>any size</source>
            <translation>jede Größe</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>as calibrated</source>
            <translation>wie kalibriert</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>from {score} up to the limit</source>
            <translation>von {score} bis zur Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>no part is put up for review</source>
            <translation>kein Teil wird zum Ansehen vorgelegt</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>smaller defects do not count</source>
            <translation>kleinere Fehlstellen zählen nicht</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>{n} × the calibrated limit</source>
            <translation>{n} × die kalibrierte Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/limits_panel.py" />
            <source>{n} × the limit for parts</source>
            <translation>{n} × die Grenze für Teile</translation>
        </message>
    </context>
    <context>
        <name>ListPane</name>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>All parts</source>
            <translation>Alle Teile</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List all days again</source>
            <translation>Wieder alle Tage listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List all verdicts</source>
            <translation>Alle Urteile listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List by operator verdict</source>
            <translation>Nach dem Urteil des Bedieners listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List everything</source>
            <translation>Alles listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List only parts of which somebody said this</source>
            <translation>Nur Teile listen, von denen jemand dies gesagt hat</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List only parts with these words in their path, their note or the name of their session</source>
            <translation>Nur Teile mit diesen Wörtern in Pfad, Notiz oder Sitzungsnamen listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>List only: {name}</source>
            <translation>Nur listen: {name}</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>Only {days} is listed; list all days</source>
            <translation>Nur {days} ist gelistet; alle Tage listen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>Search names, notes and sessions</source>
            <translation>Namen, Notizen und Sitzungen durchsuchen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>Search the history</source>
            <translation>Den Verlauf durchsuchen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>Take all filters off and look back to the beginning</source>
            <translation>Alle Filter wegnehmen und bis zum Anfang zurückschauen</translation>
        </message>
        <message>
            <location filename="../../gui/history/list_pane.py" />
            <source>You and the recipe differ</source>
            <translation>Sie und das Rezept urteilen verschieden</translation>
        </message>
    </context>
    <context>
        <name>LockControl</name>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>An engineer can take the lock off.</source>
            <translation>Ein Einrichter kann die Sperre aufheben.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Good parts cannot be added while the operator lock is on.</source>
            <translation>Solange die Bedienersperre an ist, lassen sich keine Gutteile hinzufügen.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>If that was not meant to be, set a PIN and lock again.</source>
            <translation>Wenn das nicht so gewollt war, setzen Sie eine PIN und sperren wieder.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Lock</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Lock when that has ended.</source>
            <translation>Sperren Sie, wenn das zu Ende ist.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Save it, then lock: the lock keeps the saved recipe.</source>
            <translation>Speichern Sie es und sperren Sie dann: Die Sperre behält das gespeicherte Rezept.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Take the operator lock off with the engineer's PIN</source>
            <translation>Die Bedienersperre mit der PIN des Einrichters aufheben</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>That cannot be done while the operator lock is on.</source>
            <translation>Das geht nicht, solange die Bedienersperre an ist.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>The new PIN is in force.</source>
            <translation>Die neue PIN gilt.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>The operator lock was taken off outside of Gonogo: its file {path} is gone.</source>
            <translation>Die Bedienersperre wurde außerhalb von Gonogo aufgehoben: Ihre Datei {path} ist verschwunden.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>The recipe holds changes that are not saved yet.</source>
            <translation>Das Rezept enthält Änderungen, die noch nicht gespeichert sind.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>The recipe is just being changed.</source>
            <translation>Das Rezept wird gerade geändert.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>The recipe {name} is open already.</source>
            <translation>Das Rezept {name} ist schon offen.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>Unlock</source>
            <translation>Aufheben</translation>
        </message>
        <message>
            <location filename="../../gui/lock/control.py" />
            <source>{other} cannot be opened under the operator lock: this station judges by {name}.</source>
            <translation>{other} lässt sich unter der Bedienersperre nicht öffnen: Diese Station urteilt nach {name}.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>A recipe is being made right now.</source>
            <translation>Gerade wird ein Rezept gemacht.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Close Gonogo?</source>
            <translation>Gonogo schließen?</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Close without saving</source>
            <translation>Ohne Speichern schließen</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Closing stops it, and nothing of it is kept.</source>
            <translation>Schließen bricht das ab, und nichts davon bleibt.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Closing without saving loses what is new in it.</source>
            <translation>Wird ohne Speichern geschlossen, geht verloren, was daran neu ist.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Copy pictures, files or folders first, then paste them.</source>
            <translation>Kopieren Sie zuerst Bilder, Dateien oder Ordner und fügen Sie sie dann ein.</translation>
        </message>
        <message>
            <location filename="../../gui/app.py" />
            <source>Gonogo was ended by a fault the last time.</source>
            <translation>Gonogo wurde beim letzten Mal durch einen Fehler beendet.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Menus</source>
            <translation>Menüs</translation>
        </message>
        <message>
            <location filename="../../gui/app.py" />
            <source>Only one recipe can be open: the first is used.</source>
            <translation>Es kann nur ein Rezept offen sein: das erste wird genommen.</translation>
        </message>
        <message>
            <location filename="../../gui/app.py" />
            <source>Please send the details to whoever looks after Gonogo.</source>
            <translation>Bitte senden Sie die Einzelheiten an die Person, die Gonogo betreut.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Recent recipes</source>
            <translation>Letzte Rezepte</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Stop and close</source>
            <translation>Abbrechen und schließen</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>The recipe {name} has not been saved.</source>
            <translation>Das Rezept {name} ist nicht gespeichert.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>There is nothing on the clipboard that could be used here.</source>
            <translation>In der Zwischenablage ist nichts, was hier zu gebrauchen wäre.</translation>
        </message>
        <message>
            <location filename="../../gui/main_window.py" />
            <source>Tool bar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <location filename="../../gui/app.py" />
            <source>{path} does not exist.</source>
            <translation>{path} gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../gui/app.py" />
            <source>{path} is no picture and no recipe.</source>
            <translation>{path} ist weder ein Bild noch ein Rezept.</translation>
        </message>
    </context>
    <context>
        <name>MapFetcher</name>
        <message>
            <location filename="../../gui/maps.py" />
            <source>Looking again</source>
            <translation>Wird noch einmal angesehen</translation>
        </message>
    </context>
    <context>
        <name>MarginsPlot</name>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>Left and Right go from part to part, Return lists the day, plus and minus come closer</source>
            <translation>Links und Rechts gehen von Teil zu Teil, Eingabe listet den Tag, Plus und Minus holen näher heran</translation>
        </message>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>Margins over time</source>
            <translation>Werte im Zeitverlauf</translation>
        </message>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>margin</source>
            <translation>× Grenze</translation>
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <location filename="../../gui/messages.py" />
            <source>({n} more)</source>
            <translation>({n} weitere)</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Details…</source>
            <translation>Einzelheiten…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Done</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Show what a technician needs to know</source>
            <translation>Zeigen, was ein Techniker wissen muss</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
    </context>
    <context>
        <name>Navigation</name>
        <message>
            <location filename="../../gui/navigation.py" />
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
    </context>
    <context>
        <name>NewPinDialog</name>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>A PIN has at least {least} digits or letters.</source>
            <translation>Eine PIN hat mindestens {least} Ziffern oder Buchstaben.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>A PIN has at most {most} digits or letters.</source>
            <translation>Eine PIN hat höchstens {most} Ziffern oder Buchstaben.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Change the PIN</source>
            <translation>PIN ändern</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Choose a PIN</source>
            <translation>PIN wählen</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>New PIN</source>
            <translation>Neue PIN</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Set</source>
            <translation>Setzen</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Set and lock</source>
            <translation>Setzen und sperren</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Setting the PIN …</source>
            <translation>PIN wird gesetzt …</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>The PIN could not be set. Try again.</source>
            <translation>Die PIN konnte nicht gesetzt werden. Versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>The same again</source>
            <translation>Noch einmal dieselbe</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>The two are not the same. Write both again.</source>
            <translation>Die beiden sind nicht gleich. Schreiben Sie beide neu.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>This PIN is easy to guess. Another would be safer.</source>
            <translation>Diese PIN ist leicht zu erraten. Eine andere wäre sicherer.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Whoever knows the PIN can take the operator lock off. {least} digits or more; letters do as well. Keep it somewhere safe: Gonogo cannot show it again.</source>
            <translation>Wer die PIN kennt, kann die Bedienersperre aufheben. Mindestens {least} Ziffern; Buchstaben gehen auch. Verwahren Sie sie sicher: Gonogo kann sie nicht wieder anzeigen.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>{least} digits or letters, or more</source>
            <translation>{least} Ziffern oder Buchstaben, oder mehr</translation>
        </message>
    </context>
    <context>
        <name>NextSteps</name>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Go to the page for inspecting, with this recipe</source>
            <translation>Mit diesem Rezept zur Seite „Prüfen“ gehen</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Inspect parts with it</source>
            <translation>Teile damit prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Save as…</source>
            <translation>Speichern unter…</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Save recipe</source>
            <translation>Rezept speichern</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>Progress of the evaluation</source>
            <translation>Fortschritt der Bewertung</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>What can be done about what is said above</source>
            <translation>Was sich gegen das oben Gesagte tun lässt</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>{n} of {total}</source>
            <translation>{n} von {total}</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>{rate} a second</source>
            <translation>{rate} pro Sekunde</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/notice.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <location filename="../../gui/pages/__init__.py" />
            <source>Evaluate</source>
            <translation>Bewerten</translation>
        </message>
        <message>
            <location filename="../../gui/pages/__init__.py" />
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../gui/pages/__init__.py" />
            <source>Inspect</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/__init__.py" />
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <location filename="../../gui/pages/__init__.py" />
            <source>Train</source>
            <translation>Anlernen</translation>
        </message>
    </context>
    <context>
        <name>PartButton</name>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>Show this good part large, with its heatmap</source>
            <translation>Dieses Gutteil groß zeigen, mit seiner Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>stands out</source>
            <translation>fällt auf</translation>
        </message>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>{n} × limit</source>
            <translation>{n} × Grenze</translation>
        </message>
    </context>
    <context>
        <name>PartDialog</name>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Back to the grid of good parts</source>
            <translation>Zurück zum Raster der Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Bring back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Good part</source>
            <translation>Gutteil</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Next part</source>
            <translation>Nächstes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Not a good part: remove</source>
            <translation>Kein Gutteil: entfernen</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Opening {name} …</source>
            <translation>{name} wird geöffnet …</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Previous part</source>
            <translation>Voriges Teil</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>Take this part out of the recipe; key Delete</source>
            <translation>Dieses Teil aus dem Rezept nehmen; Entf-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>left out</source>
            <translation>ausgelassen</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>{n} of {all}</source>
            <translation>{n} von {all}</translation>
        </message>
        <message>
            <location filename="../../gui/train/part_dialog.py" />
            <source>{n} × limit</source>
            <translation>{n} × Grenze</translation>
        </message>
    </context>
    <context>
        <name>PinPad</name>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Number pad</source>
            <translation>Ziffernblock</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Take all characters back</source>
            <translation>Alle Zeichen zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Take the last character back</source>
            <translation>Das letzte Zeichen zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../gui/lock/pad.py" />
            <source>Writes {digit} into the field</source>
            <translation>Schreibt {digit} in das Feld</translation>
        </message>
    </context>
    <context>
        <name>QDialog</name>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Copy the details to the clipboard</source>
            <translation>Die Einzelheiten in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/message.py" />
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
    </context>
    <context>
        <name>QWidget</name>
        <message>
            <location filename="../../gui/dialogs/choose.py" />
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../gui/pages/evaluate.py" />
            <source>In it are a folder called good and one folder for each kind of defect. The layout of MVTec AD, with masks of the defects, works as well.</source>
            <translation>Darin sind ein Ordner namens good und ein Ordner für jede Fehlerart. Der Aufbau von MVTec AD, mit Masken der Fehlstellen, geht auch.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/choose.py" />
            <source>Pictures ({names})</source>
            <translation>Bilder ({names})</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/choose.py" />
            <source>Recipes ({names})</source>
            <translation>Rezepte ({names})</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>In use</source>
            <translation>Verwendet</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>Use this limit</source>
            <translation>Übernehmen</translation>
        </message>
    </context>
    <context>
        <name>RatesPlot</name>
        <message>
            <location filename="../../gui/evaluate/rates_plot.py" />
            <source>Drag the line, or move the limit with the arrow keys</source>
            <translation>Ziehen Sie die Linie oder verschieben Sie die Grenze mit den Pfeiltasten</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/rates_plot.py" />
            <source>Limit {value}</source>
            <translation>Grenze {value}</translation>
        </message>
    </context>
    <context>
        <name>ReadoutBar</name>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>%1 × limit</source>
            <translation>%1 × Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Anomaly value</source>
            <translation>Anomaliewert</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Anomaly value as a multiple of the limit</source>
            <translation>Anomaliewert als Vielfaches der Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Column</source>
            <translation>Spalte</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Column of the pixel under the pointer</source>
            <translation>Spalte des Pixels unter dem Mauszeiger</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>How unusual this place is, raw units</source>
            <translation>Wie ungewöhnlich diese Stelle ist, roher Wert</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Red, green and blue of the pixel, 0 to 255</source>
            <translation>Rot, Grün und Blau des Pixels, 0 bis 255</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Row</source>
            <translation>Zeile</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Row of the pixel under the pointer</source>
            <translation>Zeile des Pixels unter dem Mauszeiger</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>Times the limit</source>
            <translation>Mal die Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>anomaly</source>
            <translation>Anomalie</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>rgb</source>
            <translation>RGB</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>x</source>
            <translation>x</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/readout.py" />
            <source>y</source>
            <translation>y</translation>
        </message>
    </context>
    <context>
        <name>RecentRow</name>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Take off this list</source>
            <translation>Von dieser Liste nehmen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>{name}, missing</source>
            <translation>{name}, fehlt</translation>
        </message>
    </context>
    <context>
        <name>ReferencesDialog</name>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Add pictures…</source>
            <translation>Bilder hinzufügen…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Add the selected parts ({n})</source>
            <translation>Gewählte Teile hinzufügen ({n})</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Back to the window; key Escape</source>
            <translation>Zurück zum Fenster; Escape-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Check now</source>
            <translation>Jetzt kontrollieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Choose picture files that become reference parts</source>
            <translation>Bilddateien wählen, die Referenzteile werden</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Every part with its known verdict; Delete removes it</source>
            <translation>Jedes Teil mit seinem bekannten Urteil; Entf nimmt es heraus</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Judge the reference parts and compare</source>
            <translation>Die Referenzteile beurteilen und vergleichen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Judging the parts …</source>
            <translation>Die Teile werden beurteilt …</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Known verdict</source>
            <translation>Bekanntes Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Margin</source>
            <translation>× Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Pictures inside the recipe whose verdict is known. At the start of a shift the check judges them and compares. Choose a few clearly good parts, and one for every kind of defect.</source>
            <translation>Bilder im Rezept, deren Urteil bekannt ist. Zu Schichtbeginn beurteilt die Kontrolle sie und vergleicht. Wählen Sie einige eindeutige Gutteile und eines für jede Fehlerart.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Reference parts</source>
            <translation>Referenzteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>The parts that are selected in the list of results become reference parts</source>
            <translation>Die in der Ergebnisliste gewählten Teile werden Referenzteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>The selected ones are reference parts no longer; key Delete</source>
            <translation>Die gewählten sind keine Referenzteile mehr; Entf-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>They are kept in the recipe: save it when you are done.</source>
            <translation>Sie stehen im Rezept: Speichern Sie es, wenn Sie fertig sind.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/references.py" />
            <source>{n} of {most} parts, {size} of {room}</source>
            <translation>{n} von {most} Teilen, {size} von {room}</translation>
        </message>
    </context>
    <context>
        <name>RegionCanvas</name>
        <message>
            <location filename="../../gui/region/canvas.py" />
            <source>Picture with the region of interest</source>
            <translation>Bild mit dem Prüfbereich</translation>
        </message>
        <message>
            <location filename="../../gui/region/canvas.py" />
            <source>With a drawing tool, arrows move a cross, Space sets a corner, Enter finishes. Otherwise arrows move the chosen shape, Page Down chooses the next, End its next corner, Delete removes.</source>
            <translation>Mit einem Zeichenwerkzeug bewegen die Pfeile ein Kreuz, die Leertaste setzt eine Ecke, Eingabe schließt ab. Sonst bewegen die Pfeile die gewählte Form, Bild ab wählt die nächste, Ende ihre nächste Ecke, Entf entfernt sie.</translation>
        </message>
    </context>
    <context>
        <name>RegionDialog</name>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Actual pixels (100 %)</source>
            <translation>Bildpixel (100 %)</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Click corner after corner; Enter or a click on the first one closes it.</source>
            <translation>Ecke um Ecke klicken; Eingabe oder ein Klick auf die erste schließt die Form.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Close without changing the region</source>
            <translation>Schließen, ohne den Bereich zu ändern</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Drag from corner to corner.</source>
            <translation>Von Ecke zu Ecke ziehen.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Drag it or its corners; I switches between inspecting and ignoring, Delete removes.</source>
            <translation>Die Form oder ihre Ecken ziehen; I wechselt zwischen prüfen und auslassen, Entf entfernt sie.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Draw a rectangle or a polygon around what matters.</source>
            <translation>Zeichnen Sie ein Rechteck oder ein Vieleck um das, worauf es ankommt.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Fit the window</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Ignore polygon</source>
            <translation>Vieleck auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Ignore rectangle</source>
            <translation>Rechteck auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Inspect only what is not shaded</source>
            <translation>Nur prüfen, was nicht abgedunkelt ist</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Inspect or ignore</source>
            <translation>Prüfen oder auslassen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Move</source>
            <translation>Verschieben</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Next good part</source>
            <translation>Nächstes Gutteil</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Nothing would be inspected.</source>
            <translation>Nichts würde geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Polygon</source>
            <translation>Vieleck</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Previous good part</source>
            <translation>Voriges Gutteil</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Rectangle</source>
            <translation>Rechteck</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Region of interest</source>
            <translation>Prüfbereich</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>See whether the region fits other good parts</source>
            <translation>Sehen, ob der Bereich zu anderen Gutteilen passt</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>The whole picture is inspected.</source>
            <translation>Das ganze Bild wird geprüft.</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Tools for drawing</source>
            <translation>Zeichenwerkzeuge</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Use this region</source>
            <translation>Diesen Bereich verwenden</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>{name} …</source>
            <translation>{name} …</translation>
        </message>
        <message>
            <location filename="../../gui/region/dialog.py" />
            <source>{n} % of the picture is inspected.</source>
            <translation>{n} % des Bildes werden geprüft.</translation>
        </message>
    </context>
    <context>
        <name>Remarks</name>
        <message>
            <location filename="../../gui/train/remarks.py" />
            <source>Another kind of picture than most: {kind} instead of {usual}.</source>
            <translation>Andere Art von Bild als die meisten: {kind} statt {usual}.</translation>
        </message>
        <message>
            <location filename="../../gui/train/remarks.py" />
            <source>Another size than most: {size} instead of {usual} pixels.</source>
            <translation>Andere Größe als die meisten: {size} statt {usual} Pixel.</translation>
        </message>
        <message>
            <location filename="../../gui/train/remarks.py" />
            <source>Very small: {size} pixels. Hardly anything can be learned from it.</source>
            <translation>Sehr klein: {size} Pixel. Daraus lässt sich kaum etwas lernen.</translation>
        </message>
    </context>
    <context>
        <name>ResultPanel</name>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Change it to rename the recipe; its file keeps its name</source>
            <translation>Ändern benennt das Rezept um; die Datei behält ihren Namen</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Most unusual good parts; 1 stands out, have a look at it</source>
            <translation>Auffälligste Gutteile; 1 fällt auf, sehen Sie es sich an</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Most unusual good parts; none of them stands out</source>
            <translation>Auffälligste Gutteile; keines fällt wirklich auf</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Most unusual good parts; {n} stand out, have a look at them</source>
            <translation>Auffälligste Gutteile; {n} fallen auf, sehen Sie sie sich an</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Name of the recipe</source>
            <translation>Name des Rezepts</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>Scores of the good parts with the limit</source>
            <translation>Messwerte der Gutteile mit der Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>limit {limit}</source>
            <translation>Grenze {limit}</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>made on {day}</source>
            <translation>gemacht am {day}</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>pictures at {n} px</source>
            <translation>Bilder mit {n} px</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>pixel limit {limit}</source>
            <translation>Pixelgrenze {limit}</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>{n} % of the picture</source>
            <translation>{n} % des Bildes</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>{n} good parts</source>
            <translation>{n} Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/train/result_panel.py" />
            <source>{n} of {all} good parts are above the limit of {limit}</source>
            <translation>{n} von {all} Gutteilen liegen über der Grenze von {limit}</translation>
        </message>
    </context>
    <context>
        <name>ResultsPane</name>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>All parts</source>
            <translation>Alle Teile</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Decided</source>
            <translation>Entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Empty the search</source>
            <translation>Suche leeren</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>List all parts</source>
            <translation>Alle Teile listen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>List by your own verdict</source>
            <translation>Nach dem eigenen Urteil listen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>List only parts that are undecided, decided, or differ</source>
            <translation>Nur Teile listen, die offen oder entschieden sind oder abweichen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>List only: {name}</source>
            <translation>Nur listen: {name}</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>No part matches. Choose All, or empty the search.</source>
            <translation>Kein Teil passt. Wählen Sie „Alle“ oder leeren Sie die Suche.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Only parts with these words in their name stay on the list</source>
            <translation>Nur Teile mit diesen Wörtern im Namen bleiben auf der Liste</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Search by name</source>
            <translation>Nach Namen suchen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Undecided</source>
            <translation>Offen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>Unsure</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>With a note</source>
            <translation>Mit Notiz</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>You and the recipe differ</source>
            <translation>Sie und das Rezept urteilen verschieden</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>{name}: {n}</source>
            <translation>{name}: {n}</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_pane.py" />
            <source>{n} of {total} listed</source>
            <translation>{n} von {total} gelistet</translation>
        </message>
    </context>
    <context>
        <name>ResultsTable</name>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Margin</source>
            <translation>× Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Not decided</source>
            <translation>Nicht entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Sort by name; a third click gives the order of inspection back</source>
            <translation>Nach Namen sortieren; ein dritter Klick stellt die Reihenfolge der Prüfung wieder her</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Sort by score: how many times the limit it is</source>
            <translation>Nach dem Messwert sortieren: wie viel Mal die Grenze er beträgt</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Sort by verdict</source>
            <translation>Nach dem Urteil sortieren</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Sort by your own verdict: what differs from the recipe first</source>
            <translation>Nach dem eigenen Urteil sortieren: was vom Rezept abweicht, zuerst</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>You</source>
            <translation>Sie</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>{margin} times the limit</source>
            <translation>{margin} mal die Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/models/results_table.py" />
            <source>{verdict}, the recipe says otherwise</source>
            <translation>{verdict}, das Rezept sagt etwas anderes</translation>
        </message>
    </context>
    <context>
        <name>ResultsView</name>
        <message>
            <location filename="../../gui/inspect/results_view.py" />
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_view.py" />
            <source>Inspected parts</source>
            <translation>Geprüfte Teile</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_view.py" />
            <source>Rows</source>
            <translation>Zeilen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/results_view.py" />
            <source>Up, Down, Home and End choose a part; its photo is shown beside the list</source>
            <translation>Auf, Ab, Pos1 und Ende wählen ein Teil; sein Foto ist neben der Liste zu sehen</translation>
        </message>
    </context>
    <context>
        <name>ReviewBar</name>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>1 differs</source>
            <translation>1 weicht ab</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>A few words that are kept with the part and in reports</source>
            <translation>Ein paar Worte, die beim Teil und in Berichten stehen</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>A few words that are kept with the part and in reports (T)</source>
            <translation>Ein paar Worte, die beim Teil und in Berichten stehen (T)</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>Note on the shown part</source>
            <translation>Notiz zum gezeigten Teil</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>You and the recipe agree on {agreed}. {overkill} false alarms: you say good, the recipe says defective. {escapes} misses: you say defective, the recipe says good.</source>
            <translation>Sie und das Rezept stimmen bei {agreed} überein. {overkill} Fehlalarme: Sie sagen gut, das Rezept sagt defekt. {escapes} Schlupf: Sie sagen defekt, das Rezept sagt gut.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>Your verdict</source>
            <translation>Ihr Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>Your verdict: {verdict}</source>
            <translation>Ihr Urteil: {verdict}</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>{n} decided</source>
            <translation>{n} entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>{n} differ</source>
            <translation>{n} weichen ab</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/review_bar.py" />
            <source>{n} of {total} decided</source>
            <translation>{n} von {total} entschieden</translation>
        </message>
    </context>
    <context>
        <name>RunningPanel</name>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Progress of the training</source>
            <translation>Fortschritt des Anlernens</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Stop the training; an earlier recipe stays as it was</source>
            <translation>Anlernen abbrechen; ein früheres Rezept bleibt, wie es war</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Stopping</source>
            <translation>Wird abgebrochen</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>Then: {steps}</source>
            <translation>Dann: {steps}</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>{n} of {total}</source>
            <translation>{n} von {total}</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>{rate} a second</source>
            <translation>{rate} pro Sekunde</translation>
        </message>
        <message>
            <location filename="../../gui/train/running_panel.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
    </context>
    <context>
        <name>ScoreHistogram</name>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>1 inspected part</source>
            <translation>1 geprüftes Teil</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>Drag a line, or move the limit with the arrow keys</source>
            <translation>Ziehen Sie eine Linie oder verschieben Sie die Grenze mit den Pfeiltasten</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>Limit {limit}; {good} of {all} good parts and {parts} of {total} inspected parts above it</source>
            <translation>Grenze {limit}; {good} von {all} Gutteilen und {parts} von {total} geprüften Teilen darüber</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>Limit {value}</source>
            <translation>Grenze {value}</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>No scores yet</source>
            <translation>Noch keine Messwerte</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>Scores of the parts</source>
            <translation>Messwerte der Teile</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>{n} good parts, as if never seen</source>
            <translation>{n} Gutteile, wie nie gesehen</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/histogram.py" />
            <source>{n} inspected parts</source>
            <translation>{n} geprüfte Teile</translation>
        </message>
    </context>
    <context>
        <name>SessionCommands</name>
        <message>
            <location filename="../../gui/session_commands.py" />
            <source>Where is the folder {name} now?</source>
            <translation>Wo ist der Ordner {name} jetzt?</translation>
        </message>
    </context>
    <context>
        <name>SessionKeeper</name>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Bringing back the last session</source>
            <translation>Letzte Sitzung wird zurückgeholt</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Deleting sessions</source>
            <translation>Sitzungen werden gelöscht</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>If the folder was moved, say where it is now.</source>
            <translation>Wenn der Ordner verschoben wurde, sagen Sie, wo er jetzt ist.</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Keeping a copy of the recipe</source>
            <translation>Eine Kopie des Rezepts wird aufgehoben</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Keeping the history</source>
            <translation>Verlauf wird festgehalten</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Looking for pictures</source>
            <translation>Bilder werden gesucht</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Looking for sessions</source>
            <translation>Sitzungen werden gesucht</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>Opening the session</source>
            <translation>Sitzung wird geöffnet</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>{n} are not there, or are others by now.</source>
            <translation>{n} sind nicht da oder inzwischen andere.</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>{n} pictures are no longer in {folder}.</source>
            <translation>{n} Bilder sind nicht mehr in {folder}.</translation>
        </message>
        <message>
            <location filename="../../gui/sessions.py" />
            <source>{n} pictures were found in {folder}.</source>
            <translation>{n} Bilder wurden in {folder} gefunden.</translation>
        </message>
    </context>
    <context>
        <name>SessionsDialog</name>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>&amp;Name of the open session</source>
            <translation>&amp;Name der offenen Sitzung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete sessions?</source>
            <translation>Sitzungen löschen?</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete the chosen sessions; what was inspected stays in the history</source>
            <translation>Die gewählten Sitzungen löschen; was geprüft wurde, bleibt im Verlauf</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete this session?</source>
            <translation>Diese Sitzung löschen?</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete {n} sessions?</source>
            <translation>{n} Sitzungen löschen?</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Delete…</source>
            <translation>Löschen…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Everything you inspect and decide is kept as you go. Choose a session to go on where it was left; the one that is open now stays in the list.</source>
            <translation>Alles, was Sie prüfen und entscheiden, wird laufend festgehalten. Wählen Sie eine Sitzung, um dort weiterzumachen, wo sie verlassen wurde; die jetzt offene bleibt in der Liste.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>For example: lot 2417, morning shift</source>
            <translation>Zum Beispiel: Los 2417, Frühschicht</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Go on with it</source>
            <translation>Damit weitermachen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>It cannot be gone on with any more. What was inspected stays in the history.</source>
            <translation>Mit ihr kann nicht mehr weitergemacht werden. Was geprüft wurde, bleibt im Verlauf.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Looking for sessions …</source>
            <translation>Sitzungen werden gesucht …</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Name of the open session</source>
            <translation>Name der offenen Sitzung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Open the chosen session</source>
            <translation>Die gewählte Sitzung öffnen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Return goes on with the chosen session</source>
            <translation>Eingabe macht mit der gewählten Sitzung weiter</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Sessions</source>
            <translation>Sitzungen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Shown in this list, in the history and in reports</source>
            <translation>Steht in dieser Liste, im Verlauf und in Berichten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>There is no session yet: inspect some parts first.</source>
            <translation>Es gibt noch keine Sitzung: Prüfen Sie zuerst einige Teile.</translation>
        </message>
    </context>
    <context>
        <name>SessionsTable</name>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Begun {when}</source>
            <translation>Begonnen {when}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Last change</source>
            <translation>Letzte Änderung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Parts</source>
            <translation>Teile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Reviewed</source>
            <translation>Entschieden</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>Session</source>
            <translation>Sitzung</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/sessions.py" />
            <source>{name} (open now)</source>
            <translation>{name} (jetzt offen)</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>1 in </source>
            <translation>1 von </translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Accepted false alarms</source>
            <translation>Erlaubte Fehlalarme</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>At every verdict</source>
            <translation>Bei jedem Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Cache on disk, at most</source>
            <translation>Zwischenspeicher auf der Platte, höchstens</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Choose the folder of the cache</source>
            <translation>Den Ordner des Zwischenspeichers wählen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Colours of heatmaps, on screen and in reports</source>
            <translation>Farben der Heatmaps, am Bildschirm und in Berichten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Defaults</source>
            <translation>Vorgaben</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Fewer leave more of this computer to other programs.</source>
            <translation>Weniger lassen anderen Programmen mehr von diesem Computer.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Fill in what Gonogo came with; nothing is kept before OK</source>
            <translation>Eintragen, was Gonogo mitgebracht hat; vor OK wird nichts behalten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Folder of the cache</source>
            <translation>Ordner des Zwischenspeichers</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Heatmap colours</source>
            <translation>Farben der Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>How many good parts a new recipe may call defective by mistake.</source>
            <translation>Wie viele Gutteile ein neues Rezept irrtümlich defekt nennen darf.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Language</source>
            <translation>Sprache (Language)</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Let the chosen sounds be heard</source>
            <translation>Die gewählten Töne anhören</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Light, dark, or like the system</source>
            <translation>Hell, dunkel oder wie das System</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Like the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Memory for photos and heatmaps</source>
            <translation>Speicher für Fotos und Heatmaps</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Processor threads</source>
            <translation>Prozessor-Threads</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Settings</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Takes effect at the next start.</source>
            <translation>Gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>There is no folder {folder}. Choose another, or leave it empty.</source>
            <translation>Einen Ordner {folder} gibt es nicht. Wählen Sie einen anderen oder lassen Sie das Feld leer.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Try it</source>
            <translation>Ausprobieren</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Two notes going up: good. Three notes: look at the part.</source>
            <translation>Zwei steigende Töne: gut. Drei Töne: Teil ansehen.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>What does not fit is kept on disk, or made again when it is looked at.</source>
            <translation>Was nicht hineinpasst, bleibt auf der Platte oder wird beim Ansehen neu gemacht.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>What is over it is deleted, the oldest first; nothing of it is lost work</source>
            <translation>Was darüber liegt, wird gelöscht, das Älteste zuerst; verloren geht dabei keine Arbeit</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>When a part is not good</source>
            <translation>Wenn ein Teil nicht gut ist</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/settings.py" />
            <source>Where thumbnails, heatmaps and networks are kept; empty for the usual place</source>
            <translation>Wo Vorschaubilder, Heatmaps und Netze liegen; leer für den üblichen Ort</translation>
        </message>
    </context>
    <context>
        <name>SettingsPanel</name>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>A false alarm is a good part that is called defective. Fewer of them let more defects pass.</source>
            <translation>Ein Fehlalarm ist ein Gutteil, das defekt genannt wird. Weniger davon lassen mehr Fehlstellen durch.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Accept one false alarm in so many good parts</source>
            <translation>Einen Fehlalarm bei so vielen Gutteilen erlauben</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Accept one false alarm in {n} good parts</source>
            <translation>Einen Fehlalarm bei {n} Gutteilen erlauben</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Add good parts first.</source>
            <translation>Fügen Sie zuerst Gutteile hinzu.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Add more good parts.</source>
            <translation>Fügen Sie mehr Gutteile hinzu.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Change…</source>
            <translation>Ändern…</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Draw the region of interest</source>
            <translation>Den Prüfbereich zeichnen</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Draw…</source>
            <translation>Zeichnen…</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Everything in the picture is inspected</source>
            <translation>Alles im Bild wird geprüft</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Fast</source>
            <translation>Schnell</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Fine</source>
            <translation>Fein</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>It needs {disk} of disk space for a while, and {free} are free.</source>
            <translation>Eine Zeit lang werden {disk} Plattenplatz gebraucht; frei sind {free}.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Name of the part, such as flange-left</source>
            <translation>Name des Teils, etwa Flansch links</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Name of the recipe and of its file</source>
            <translation>Name des Rezepts und seiner Datei</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Only a part</source>
            <translation>Nur ein Teil</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Only a part ({n} %)</source>
            <translation>Nur ein Teil ({n} %)</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Only what is drawn is inspected</source>
            <translation>Nur was gezeichnet ist, wird geprüft</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Only {free} of memory are free. Choose Fast, or close other programs.</source>
            <translation>Nur {free} Speicher sind frei. Wählen Sie „Schnell“ oder schließen Sie andere Programme.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Pictures at 256 pixels: right for most parts</source>
            <translation>Bilder mit 256 Pixeln: für die meisten Teile richtig</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Pictures at 512 pixels: finds smaller defects, takes longer</source>
            <translation>Bilder mit 512 Pixeln: findet kleinere Fehlstellen, dauert länger</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Preset</source>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Region</source>
            <translation>Bereich</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>The first time on this computer takes about 20 s longer.</source>
            <translation>Das erste Mal auf diesem Computer dauert etwa 20 s länger.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>This network needs a weights file: choose one in the fine settings.</source>
            <translation>Dieses Netz braucht eine Gewichtsdatei: Wählen Sie eine in den Feineinstellungen.</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Train</source>
            <translation>Anlernen</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Where parts are inspected</source>
            <translation>Wo Teile geprüft werden</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>Whole picture</source>
            <translation>Ganzes Bild</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>needs {memory}, about {time}</source>
            <translation>braucht {memory}, etwa {time}</translation>
        </message>
        <message>
            <location filename="../../gui/train/settings_panel.py" />
            <source>{n} good parts give a rough guess. {enough} or more are sensible, 100 are better.</source>
            <translation>{n} Gutteile ergeben nur eine grobe Schätzung. Sinnvoll sind {enough} oder mehr, 100 sind besser.</translation>
        </message>
    </context>
    <context>
        <name>SharePlot</name>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>Left and Right go from bar to bar, Return lists its parts, Escape lists all</source>
            <translation>Links und Rechts gehen von Balken zu Balken, Eingabe listet seine Teile, Escape listet alle</translation>
        </message>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>Share of defective parts over time</source>
            <translation>Anteil defekter Teile im Lauf der Zeit</translation>
        </message>
        <message>
            <location filename="../../gui/history/plots.py" />
            <source>defective</source>
            <translation>defekt</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Drag</source>
            <translation>Ziehen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Go through the list</source>
            <translation>Durch die Liste gehen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Hold Space</source>
            <translation>Leertaste halten</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>In the picture and the list</source>
            <translation>Im Bild und in der Liste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Move the picture</source>
            <translation>Das Bild verschieben</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Only what has these letters in its name or keys is listed</source>
            <translation>Nur was diese Buchstaben im Namen oder in den Tasten hat, wird gelistet</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Search the shortcuts</source>
            <translation>Die Tastenkürzel durchsuchen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>See the bare photo</source>
            <translation>Das bloße Foto sehen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Up / Down</source>
            <translation>Auf / Ab</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Wheel</source>
            <translation>Rad</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/shortcuts.py" />
            <source>Zoom at the pointer</source>
            <translation>Am Mauszeiger vergrößern oder verkleinern</translation>
        </message>
    </context>
    <context>
        <name>ShownPart</name>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>Inspect it again.</source>
            <translation>Prüfen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>Opening {name} …</source>
            <translation>{name} wird geöffnet …</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>Put the file back where it was, or inspect it again.</source>
            <translation>Legen Sie die Datei wieder dorthin, wo sie war, oder prüfen Sie das Teil noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>This file could not be judged.</source>
            <translation>Diese Datei war nicht zu beurteilen.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>{name} could not be opened: {error}.</source>
            <translation>{name} konnte nicht geöffnet werden: {error}.</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/shown_part.py" />
            <source>{name} has changed since it was inspected.</source>
            <translation>{name} hat sich seit der Prüfung geändert.</translation>
        </message>
    </context>
    <context>
        <name>SourceBar</name>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Labelled folder</source>
            <translation>Ordner mit bekannten Teilen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Labels</source>
            <translation>Soll</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Parts inspected here, by what somebody said of them with the keys G and D</source>
            <translation>Hier geprüfte Teile, danach, was mit den Tasten G und D über sie gesagt wurde</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Save…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>The folders say what the parts are: good, or a kind of defect</source>
            <translation>Die Ordner sagen, was die Teile sind: gut oder eine Fehlerart</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/source_bar.py" />
            <source>Your verdicts</source>
            <translation>Ihre Urteile</translation>
        </message>
    </context>
    <context>
        <name>Stages</name>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Comparing with the labels</source>
            <translation>Vergleich mit dem Soll</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Drawing the sample parts</source>
            <translation>Beispielteile werden gezeichnet</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Inspecting</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Judging every good part as if it were new</source>
            <translation>Jedes Gutteil wird beurteilt, als wäre es neu</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Learning what is normal</source>
            <translation>Was normal ist, wird gelernt</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Loading the learning library</source>
            <translation>Lernbibliothek wird geladen</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Looking at the good parts</source>
            <translation>Gutteile werden angesehen</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Looking for pictures</source>
            <translation>Bilder werden gesucht</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Opening the recipe</source>
            <translation>Rezept wird geöffnet</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Preparing the network</source>
            <translation>Netz wird vorbereitet</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Saving the recipe</source>
            <translation>Rezept wird gespeichert</translation>
        </message>
        <message>
            <location filename="../../gui/sentences.py" />
            <source>Writing results</source>
            <translation>Ergebnisse werden geschrieben</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>A gauge made of good parts</source>
            <translation>Eine Lehre aus Gutteilen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>A recipe here</source>
            <translation>Rezept hierher</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Drop a recipe that was made with the full edition, or click to choose one</source>
            <translation>Ein Rezept ablegen, das mit der Vollversion gemacht wurde, oder klicken, um eines zu wählen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Drop pictures or a folder of parts without any fault, or click to choose a folder</source>
            <translation>Bilder oder einen Ordner mit Teilen ohne jeden Fehler ablegen oder klicken, um einen Ordner zu wählen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Drop pictures, a folder, or a recipe, or click to choose a folder</source>
            <translation>Bilder, einen Ordner oder ein Rezept ablegen oder klicken, um einen Ordner zu wählen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Good parts here: make a recipe</source>
            <translation>Gutteile hierher: Rezept machen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Parts to inspect here</source>
            <translation>Teile zum Prüfen hierher</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Recent recipes</source>
            <translation>Letzte Rezepte</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Recipes that you make or open are listed here. New to Gonogo? Try the sample.</source>
            <translation>Rezepte, die Sie machen oder öffnen, stehen hier. Neu bei Gonogo? Probieren Sie das Beispiel aus.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>Show Gonogo some good parts. It learns what is normal and finds what is not in others.</source>
            <translation>Zeigen Sie Gonogo einige Gutteile. Es lernt, was normal ist, und findet an anderen, was es nicht ist.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>This is Gonogo Station: open a recipe, and drop the parts that it shall judge.</source>
            <translation>Dies ist Gonogo Station: Öffnen Sie ein Rezept und legen Sie die Teile ab, die es beurteilen soll.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>today, {time}</source>
            <translation>heute, {time}</translation>
        </message>
        <message>
            <location filename="../../gui/pages/start.py" />
            <source>yesterday, {time}</source>
            <translation>gestern, {time}</translation>
        </message>
    </context>
    <context>
        <name>StatusArea</name>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Cancel the running job</source>
            <translation>Den laufenden Vorgang abbrechen</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>No recipe is open</source>
            <translation>Kein Rezept offen</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Progress of the running job</source>
            <translation>Fortschritt des laufenden Vorgangs</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Recipe: {name} · {n} good parts · expects 1 false alarm in {rate} ({between})</source>
            <translation>Rezept: {name} · {n} Gutteile · erwartet 1 Fehlalarm bei {rate} ({between})</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Stop watching the folder</source>
            <translation>Den Ordner nicht mehr überwachen</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Stopping …</source>
            <translation>Wird abgebrochen …</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>Watching {folder}</source>
            <translation>{folder} wird überwacht</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>at most {high}</source>
            <translation>höchstens {high}</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>not saved yet</source>
            <translation>noch nicht gespeichert</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>{low} to {high}</source>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>{n} new</source>
            <translation>{n} neu</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>{n} of {total}</source>
            <translation>{n} von {total}</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>{rate} a second</source>
            <translation>{rate} pro Sekunde</translation>
        </message>
        <message>
            <location filename="../../gui/status_area.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
    </context>
    <context>
        <name>Tables</name>
        <message>
            <location filename="../../gui/widgets/tables.py" />
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <location filename="../../gui/widgets/tables.py" />
            <source>Rows</source>
            <translation>Zeilen</translation>
        </message>
    </context>
    <context>
        <name>Title</name>
        <message>
            <location filename="../../gui/viewer/title.py" />
            <source>No part chosen</source>
            <translation>Kein Teil gewählt</translation>
        </message>
    </context>
    <context>
        <name>ToolStrip</name>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Actual pixels</source>
            <translation>Bildpixel</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Boxes</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Cividis</source>
            <translation>Cividis</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Colours of the heatmap</source>
            <translation>Farben der Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Contour</source>
            <translation>Umriss</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Draw the boxes and numbers of the defects</source>
            <translation>Die Rahmen und Nummern der Fehlstellen zeichnen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Draw the outline of the defects</source>
            <translation>Den Umriss der Fehlstellen zeichnen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Draw the outline of the defects that a person has marked</source>
            <translation>Den Umriss der Fehlstellen zeichnen, die jemand markiert hat</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Fit</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Heatmap</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Heatmap opacity</source>
            <translation>Deckkraft der Heatmap</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>How much of the photo the heatmap hides</source>
            <translation>Wie viel vom Foto die Heatmap verdeckt</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Inferno</source>
            <translation>Inferno</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Inferno, Viridis and Cividis get evenly brighter; Turbo has more colours</source>
            <translation>Inferno, Viridis und Cividis werden gleichmäßig heller; Turbo hat mehr Farben</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Marked</source>
            <translation>Markiert</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Screen pixels a photo pixel; the wheel zooms at the pointer</source>
            <translation>Bildschirmpixel je Fotopixel; das Rad vergrößert am Mauszeiger</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Show one photo pixel on one screen pixel</source>
            <translation>Ein Pixel des Fotos auf einem Pixel des Bildschirms zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Show the heatmap over the photo; hold Space to see the bare photo</source>
            <translation>Die Heatmap über dem Foto zeigen; Leertaste halten zeigt das bloße Foto</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Show the photo and the heatmap beside each other</source>
            <translation>Foto und Heatmap nebeneinander zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Show the whole photo</source>
            <translation>Das ganze Foto zeigen</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Split</source>
            <translation>Geteilt</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Turbo</source>
            <translation>Turbo</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Viridis</source>
            <translation>Viridis</translation>
        </message>
        <message>
            <location filename="../../gui/viewer/strip.py" />
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
    </context>
    <context>
        <name>Tools</name>
        <message>
            <location filename="../../gui/navigation.py" />
            <source>Tool bar</source>
            <translation>Werkzeugleiste</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>1 picture was added since the training.</source>
            <translation>Seit dem Anlernen kam 1 Bild hinzu.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Choose a folder of good parts…</source>
            <translation>Ordner mit Gutteilen wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Drop pictures of good parts here: Gonogo learns from them what is normal.</source>
            <translation>Legen Sie hier Bilder von Gutteilen ab: Gonogo lernt aus ihnen, was normal ist.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Gonogo looks at every good part and learns how much good parts differ. Afterwards each of them is judged as if it had never been seen: that gives the limit, and shows which of them may not be good after all.</source>
            <translation>Gonogo sieht sich jedes Gutteil an und lernt, wie sehr Gutteile sich unterscheiden. Danach wird jedes so beurteilt, als wäre es nie gesehen worden: Das ergibt die Grenze und zeigt, welche vielleicht doch nicht gut sind.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>My part</source>
            <translation>Mein Teil</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Settings and result</source>
            <translation>Einstellungen und Ergebnis</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>The recipe {name} was not made from these pictures.</source>
            <translation>Das Rezept {name} wurde nicht aus diesen Bildern gemacht.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>The settings have changed since the training.</source>
            <translation>Die Einstellungen haben sich seit dem Anlernen geändert.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Train</source>
            <translation>Anlernen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Train again</source>
            <translation>Neu anlernen</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>Training can start when the running job has ended.</source>
            <translation>Das Anlernen kann beginnen, wenn der laufende Vorgang zu Ende ist.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>region of interest</source>
            <translation>Prüfbereich</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>{n} of these pictures are not in the recipe {name}.</source>
            <translation>{n} dieser Bilder stehen nicht im Rezept {name}.</translation>
        </message>
        <message>
            <location filename="../../gui/pages/train.py" />
            <source>{n} pictures were added since the training.</source>
            <translation>Seit dem Anlernen kamen {n} Bilder hinzu.</translation>
        </message>
    </context>
    <context>
        <name>UnlockDialog</name>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Checking …</source>
            <translation>Kontrolle läuft …</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>That is not the PIN.</source>
            <translation>Das ist nicht die PIN.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>The PIN could not be checked. Try again.</source>
            <translation>Die PIN konnte nicht geprüft werden. Versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>The engineer's PIN takes the operator lock off.</source>
            <translation>Die PIN des Einrichters hebt die Bedienersperre auf.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Try again in {time}.</source>
            <translation>Versuchen Sie es in {time} noch einmal.</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <source>Unlock</source>
            <translation>Entsperren</translation>
        </message>
    </context>
    <context>
        <name>UnusualStrip</name>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>Most unusual good parts</source>
            <translation>Auffälligste Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>Not a good part</source>
            <translation>Kein Gutteil</translation>
        </message>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>Not a good part: remove it from the recipe, exactly as if it had never been in it</source>
            <translation>Kein Gutteil: aus dem Rezept entfernen, genau so, als wäre es nie darin gewesen</translation>
        </message>
        <message>
            <location filename="../../gui/train/unusual.py" />
            <source>{name} is not a good part: remove</source>
            <translation>{name} ist kein Gutteil: entfernen</translation>
        </message>
    </context>
    <context>
        <name>VerdictBanner</name>
        <message>
            <location filename="../../gui/lock/banner.py" />
            <source>No part yet</source>
            <translation>Noch kein Teil</translation>
        </message>
        <message>
            <location filename="../../gui/lock/banner.py" />
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/lock/banner.py" />
            <source>Verdict: {words}</source>
            <translation>Urteil: {words}</translation>
        </message>
        <message>
            <location filename="../../gui/lock/banner.py" />
            <source>{margin} the limit</source>
            <translation>{margin} Grenze</translation>
        </message>
    </context>
    <context>
        <name>VerdictLabel</name>
        <message>
            <location filename="../../gui/inspect/verdict_label.py" />
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <location filename="../../gui/inspect/verdict_label.py" />
            <source>{margin} the limit</source>
            <translation>{margin} Grenze</translation>
        </message>
    </context>
    <context>
        <name>Verdicts</name>
        <message>
            <location filename="../../gui/verdicts.py" />
            <source>Defective</source>
            <translation>Defekt</translation>
        </message>
        <message>
            <location filename="../../gui/verdicts.py" />
            <source>Error</source>
            <translation>Ungültig</translation>
        </message>
        <message>
            <location filename="../../gui/verdicts.py" />
            <source>Good</source>
            <translation>Gut</translation>
        </message>
        <message>
            <location filename="../../gui/verdicts.py" />
            <source>Review</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <location filename="../../gui/verdicts.py" />
            <source>Unsure</source>
            <translation>Unsicher</translation>
        </message>
    </context>
    <context>
        <name>Versioning</name>
        <message>
            <location filename="../../gui/versioning.py" />
            <source>Looking for versions</source>
            <translation>Versionen werden gesucht</translation>
        </message>
    </context>
    <context>
        <name>Versions</name>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>1 good part added</source>
            <translation>1 Gutteil aufgenommen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Gone back to</source>
            <translation>Zurückgegangen zu</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Kept</source>
            <translation>Aufgehoben</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Limits moved</source>
            <translation>Grenzen verschoben</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Opened</source>
            <translation>Geöffnet</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Other reference parts</source>
            <translation>Andere Referenzteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Trained</source>
            <translation>Angelernt</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>{n} good parts added</source>
            <translation>{n} Gutteile aufgenommen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>{n} left out</source>
            <translation>{n} ausgelassen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>{n} removed</source>
            <translation>{n} herausgenommen</translation>
        </message>
    </context>
    <context>
        <name>VersionsDialog</name>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Earlier versions</source>
            <translation>Frühere Versionen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Go back to this version</source>
            <translation>Zu dieser Version zurückgehen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Good parts</source>
            <translation>Gutteile</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Kept</source>
            <translation>Aufgehoben</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Leave the recipe as it is; key Escape</source>
            <translation>Das Rezept lassen, wie es ist; Escape-Taste</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Looking for versions …</source>
            <translation>Versionen werden gesucht …</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Newest first; Return goes back to the chosen one</source>
            <translation>Neueste zuerst; Eingabe geht zur gewählten zurück</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>No version of this recipe was kept yet.</source>
            <translation>Von diesem Rezept wurde noch keine Version aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Use the chosen version from now on</source>
            <translation>Ab jetzt die gewählte Version verwenden</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Versions</source>
            <translation>Versionen</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Versions of {name}</source>
            <translation>Versionen von {name}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Whenever the recipe changes, a copy is kept on this computer. Going back judges all parts anew; the version in use now stays in the list.</source>
            <translation>Immer wenn sich das Rezept ändert, wird auf diesem Computer eine Kopie aufgehoben. Beim Zurückgehen werden alle Teile neu beurteilt; die jetzt verwendete Version bleibt in der Liste.</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>Why</source>
            <translation>Grund</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>{name}, {sha256}</source>
            <translation>{name}, {sha256}</translation>
        </message>
        <message>
            <location filename="../../gui/dialogs/versions.py" />
            <source>{reason} (in use now)</source>
            <translation>{reason} (jetzt verwendet)</translation>
        </message>
    </context>
    <context>
        <name>WhatLimit</name>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>Judge by this limit from now on; can be undone</source>
            <translation>Ab jetzt nach dieser Grenze urteilen; kann rückgängig gemacht werden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>Let pass</source>
            <translation>Durchlassen</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>No good part is rejected by any limit.</source>
            <translation>Keine Grenze sortiert ein Gutteil aus.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>No limit catches any of them: they do not differ, or are too small to count.</source>
            <translation>Keine Grenze erkennt eines davon: Sie unterscheiden sich nicht oder sind zu klein, um zu zählen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>Reject</source>
            <translation>Aussortieren</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>So many defective parts may pass</source>
            <translation>So viele defekte Teile dürfen durchgelassen werden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>So many good parts may be rejected</source>
            <translation>So viele Gutteile dürfen aussortiert werden</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>There are no defective parts to catch.</source>
            <translation>Es gibt keine defekten Teile, die zu erkennen wären.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>There are no good parts to spare.</source>
            <translation>Es gibt keine Gutteile, die zu schonen wären.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>What limit would catch all of these?</source>
            <translation>Welche Grenze würde alle davon erkennen?</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/what_limit.py" />
            <source>What limit would reject no good part?</source>
            <translation>Welche Grenze würde kein Gutteil aussortieren?</translation>
        </message>
    </context>
    <context>
        <name>WithoutPictures</name>
        <message>
            <location filename="../../gui/train/without_pictures.py" />
            <source>Choose a folder of good parts…</source>
            <translation>Ordner mit Gutteilen wählen…</translation>
        </message>
        <message>
            <location filename="../../gui/train/without_pictures.py" />
            <source>The pictures behind this recipe are not here. Drop good parts to make a new one.</source>
            <translation>Die Bilder zu diesem Rezept sind nicht hier. Legen Sie Gutteile ab, um ein neues zu machen.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <location filename="../../gui/words.py" />
            <source>1 in {n}</source>
            <translation>1 von {n}</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>{h} h {m} min</source>
            <translation>{h} h {m} min</translation>
        </message>
        <message>
            <location filename="../../gui/words.py" />
            <source>{n} min</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <location filename="../../gui/lock/dialogs.py" />
            <location filename="../../gui/words.py" />
            <source>{n} s</source>
            <translation>{n} s</translation>
        </message>
    </context>
    <context>
        <name>WorstModel</name>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>good</source>
            <translation>gut</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>labelled {kind}, judged {verdict}, {margin} the limit</source>
            <translation>Soll: {kind}, Urteil: {verdict}, {margin} Grenze</translation>
        </message>
    </context>
    <context>
        <name>WorstPane</name>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Defective parts that pass, the least conspicuous first</source>
            <translation>Durchgelassene defekte Teile, die unauffälligsten zuerst</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Enter shows the part large</source>
            <translation>Eingabe zeigt das Teil groß</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>False alarms</source>
            <translation>Fehlalarme</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>False alarms {n}</source>
            <translation>Fehlalarme {n}</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Good parts that are rejected, the worst first</source>
            <translation>Aussortierte Gutteile, die schlimmsten zuerst</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Misses</source>
            <translation>Schlupf</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Misses {n}</source>
            <translation>Schlupf {n}</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>No defective part passes at this limit.</source>
            <translation>Bei dieser Grenze wird kein defektes Teil durchgelassen.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>No good part is rejected at this limit.</source>
            <translation>Bei dieser Grenze wird kein Gutteil aussortiert.</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Worst false alarms</source>
            <translation>Schlimmste Fehlalarme</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Worst misses</source>
            <translation>Schlimmster Schlupf</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>Worst parts</source>
            <translation>Schlimmste Teile</translation>
        </message>
        <message>
            <location filename="../../gui/evaluate/worst.py" />
            <source>the worst {n} are shown</source>
            <translation>die schlimmsten {n} sind zu sehen</translation>
        </message>
    </context>
</TS>
