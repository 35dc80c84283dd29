# Packages the signing agent for Windows (.msi, installed for one user, no administrator needed). Needs JDK 25 in
# JAVA_HOME, WiX 3 or later on the PATH, and the jar: mvn -DskipTests -pl signing-agent -am package
#   .\signing-agent\package.ps1 -Origin https://dichvucong.example.vn
param(
  [Parameter(Mandatory = $true)][string[]]$Origin,
  [string]$Out = "$PSScriptRoot\target\packages",
  # A certificate of the distributor in the user's store; without it the package is not signed.
  [string]$SignThumbprint = ""
)
$ErrorActionPreference = "Stop"
$jar = Get-ChildItem "$PSScriptRoot\target\signing-agent-*.jar" | Sort-Object LastWriteTime | Select-Object -Last 1
if (-not $jar) { throw "build first: mvn -DskipTests -pl signing-agent -am package" }
$version = $jar.BaseName -replace "^signing-agent-", ""
foreach ($site in $Origin) {
  if ($site -cnotmatch '^https://[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?$') { throw "no origin of a site: $site" }
}
# Below, .NET writes files; it knows nothing of the place that PowerShell is at.
$Out = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out)
$work = "$PSScriptRoot\target\package"
if (Test-Path $work) { Remove-Item -Recurse -Force $work }
New-Item -ItemType Directory -Force "$work\input", $Out | Out-Null
Copy-Item $jar "$work\input\mocua-agent.jar"
Copy-Item -Recurse "$PSScriptRoot\target\lib" "$work\input\lib"

Push-Location "$work\input"
$wrapper = (Get-ChildItem lib\ipkcs11wrapper-*.jar).FullName
& "$env:JAVA_HOME\bin\jar.exe" --extract --file $wrapper natives/windows/win-x86_64/release/pkcs11wrapper.dll
if ($LASTEXITCODE) { throw "jar" }
Move-Item natives\windows\win-x86_64\release\pkcs11wrapper.dll .
Remove-Item -Recurse natives
Pop-Location
$list = ($Origin | ForEach-Object { '"' + $_ + '"' }) -join ","
[IO.File]::WriteAllText("$work\input\origins.json", "{""origins"":[$list]}`n")

& "$env:JAVA_HOME\bin\jlink.exe" --add-modules java.desktop,java.naming,jdk.httpserver,jdk.accessibility,jdk.crypto.mscapi `
  --strip-debug --no-header-files --no-man-pages --generate-cds-archive --output "$work\runtime"
if ($LASTEXITCODE) { throw "jlink" }
# The second launcher has a console: browsers, the command line and drivers' child processes talk over its handles.
Set-Content "$work\console.properties" "win-console=true"
& "$env:JAVA_HOME\bin\jpackage.exe" --type msi --dest $work --name mocua-agent --app-version $version --vendor "Mo Cua" `
  --description "Has a USB token sign for the public service portal" --input "$work\input" --runtime-image "$work\runtime" `
  --main-jar mocua-agent.jar --main-class vn.mocua.agent.Main --add-launcher "mocua-agent-console=$work\console.properties" `
  --java-options "-Xmx96m" --java-options "-XX:+UseSerialGC" --java-options "-XX:TieredStopAtLevel=1" `
  --java-options "--enable-native-access=ALL-UNNAMED" --java-options "-Djava.library.path=`$APPDIR" `
  --java-options "-Dmocua.agent.origins=`$APPDIR\origins.json" `
  --win-per-user-install --win-menu --win-shortcut --win-upgrade-uuid 6c0c7d52-2f5e-4a53-9a54-52a1f7a4b0e1
if ($LASTEXITCODE) { throw "jpackage" }
$file = "mocua-agent-$version-windows-x86_64.msi"
Move-Item -Force (Get-ChildItem "$work\*.msi").FullName "$Out\$file"
if ($SignThumbprint) {
  & signtool sign /sha1 $SignThumbprint /fd sha256 /tr http://timestamp.digicert.com /td sha256 "$Out\$file"
  if ($LASTEXITCODE) { throw "signtool" }
}
$sum = (Get-FileHash -Algorithm SHA256 "$Out\$file").Hash.ToLower()
$size = (Get-Item "$Out\$file").Length
[IO.File]::WriteAllText("$Out\manifest.json", "{""version"":""$version"",""protocol"":1,""packages"":[{""file"":""$file"",""os"":""windows"",""arch"":""x86_64"",""kind"":""msi"",""size"":$size,""sha256"":""$sum""}]}`n")
