#!/bin/sh
# Speaks the ten digits in two languages and several voices, for the captcha that is heard.
# Needs espeak-ng and sox; writes portal/src/main/resources/captcha/<language>-<voice>/<digit>.wav,
# 8 kHz, one channel, 8 bits, silence cut off, all equally loud.
set -eu
cd "$(dirname "$0")/../resources"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

speak() { # folder, voice, words a minute, pitch, then the ten words
  folder=$1 voice=$2 speed=$3 pitch=$4
  shift 4
  mkdir -p "captcha/$folder"
  digit=0
  for word in "$@"; do
    espeak-ng -v "$voice" -s "$speed" -p "$pitch" -a 80 -w "$work/spoken.wav" "$word"
    sox "$work/spoken.wav" "$work/cut.wav" highpass 120 \
      silence 1 0.005 0.4% reverse silence 1 0.005 0.6% reverse
    sox -D "$work/cut.wav" -r 8000 -c 1 -b 8 -e unsigned-integer "captcha/$folder/$digit.wav" \
      gain -n -1 compand 0.003,0.08 6:-60,-40,-18,-18,-12,-6,-10 0 -60 0.003 gain -n -2 \
      fade t 0.004 -0 0.015
    digit=$((digit + 1))
  done
}

vietnamese='không một hai ba bốn năm sáu bảy tám chín'
english='zero one two three four five six seven eight nine'
# shellcheck disable=SC2086
{
  speak vi-north-man vi 95 45 $vietnamese
  speak vi-north-woman vi+f3 95 60 $vietnamese
  speak vi-south-man vi-vn-x-south 105 45 $vietnamese
  speak vi-south-woman vi-vn-x-south+f2 105 60 $vietnamese
  speak en-gb-man en-gb 120 45 $english
  speak en-gb-woman en-gb+f3 120 60 $english
  speak en-us-man en-us 120 45 $english
  speak en-us-woman en-us+f2 120 60 $english
}
