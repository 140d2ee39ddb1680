; Inno Setup 6: an installer for the person who runs it, without administrator rights.
; Made by build.py on Windows:  ISCC /DEdition=station /DAppName="Gonogo Station" /DVersion=0.1.0 /DPackage=gonogo-station gonogo.iss

#ifndef Version
  #error Start this by packaging/build.py, which knows the version.
#endif

[Setup]
; editions replace each other: the same identity
AppId={{6B1B7C39-0E0B-4C55-9C83-51F0B7C6E0D4}
AppName={#AppName}
AppVersion={#Version}
AppVerName={#AppName} {#Version}
VersionInfoVersion={#Version}
AppPublisher=The Gonogo developers
DefaultDirName={autopf}\Gonogo
DefaultGroupName=Gonogo
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename={#Package}-{#Version}-windows-x64-setup
SetupIconFile=..\..\build\icons\gonogo.ico
UninstallDisplayIcon={app}\Gonogo.exe
UninstallDisplayName={#AppName}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Recipe=Gonogo recipe
de.Recipe=Gonogo-Rezept
en.Inspect=Inspect with Gonogo
de.Inspect=Mit Gonogo prüfen
en.ContextMenu=Offer "Inspect with Gonogo" for folders
de.ContextMenu=„Mit Gonogo prüfen“ für Ordner anbieten

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"
Name: "folders"; Description: "{cm:ContextMenu}"; Flags: unchecked

[InstallDelete]
; what an earlier version had and this one has not would be loaded all the same
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\{#Package}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "..\..\build\icons\recipe.ico"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{group}\{#AppName}"; Filename: "{app}\Gonogo.exe"; AppUserModelID: "app.gonogo.Gonogo"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\Gonogo.exe"; Tasks: desktopicon; AppUserModelID: "app.gonogo.Gonogo"

[Registry]
; HKA: of this person, or of all where somebody chose to install for all
Root: HKA; Subkey: "Software\Classes\.gonogo"; ValueType: string; ValueData: "Gonogo.Recipe"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.gonogo"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-gonogo"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.gonogo\OpenWithProgids"; ValueType: string; ValueName: "Gonogo.Recipe"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Gonogo.Recipe"; ValueType: string; ValueData: "{cm:Recipe}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Gonogo.Recipe\DefaultIcon"; ValueType: string; ValueData: "{app}\recipe.ico"
Root: HKA; Subkey: "Software\Classes\Gonogo.Recipe\shell\open\command"; ValueType: string; ValueData: """{app}\Gonogo.exe"" ""%1"""
; "Open with" for pictures, without becoming their usual program
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#AppName}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\shell\open\command"; ValueType: string; ValueData: """{app}\Gonogo.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".bmp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".tiff"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\Gonogo.exe\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Directory\shell\Gonogo"; ValueType: string; ValueData: "{cm:Inspect}"; Flags: uninsdeletekey; Tasks: folders
Root: HKA; Subkey: "Software\Classes\Directory\shell\Gonogo"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\Gonogo.exe"; Tasks: folders
Root: HKA; Subkey: "Software\Classes\Directory\shell\Gonogo\command"; ValueType: string; ValueData: """{app}\Gonogo.exe"" ""%1"""; Tasks: folders

[Run]
Filename: "{app}\Gonogo.exe"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent
