;; The inner loops of a search by vectors. `scanKernel.ts` says what they are for, `scriptKernel.ts` has them in JavaScript, and a test holds both against each other.
;; Addresses are bytes; `width` is the coordinates of a row, a multiple of 64. No relaxed SIMD: Node 20 has none.
(module
  (import "env" "memory" (memory 1))

  ;; One bit for each coordinate of `count` rows of codes, set where it is negative.
  (func (export "signs") (param $codes i32) (param $count i32) (param $width i32) (param $out i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $codes) (i32.mul (local.get $count) (local.get $width))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $codes) (local.get $end)))
        (i32.store16 (local.get $out) (i8x16.bitmask (v128.load (local.get $codes))))
        (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
        (local.set $out (i32.add (local.get $out) (i32.const 2)))
        (br $next))))

  ;; In how many bits each of `count` rows of signs differs from the query's, as 16 bits each, and how often each number of bits comes. A row without a flag has
  ;; 65535, and is not counted. A popcount of 64 bits is one instruction on the processors that matter; that of 16 bytes is a dozen.
  (func (export "distances")
    (param $signs i32) (param $flags i32) (param $count i32) (param $bytes i32) (param $query i32) (param $out i32) (param $histogram i32)
    (local $end i32) (local $at i32) (local $sum i64) (local $bin i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 1))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $sum (i64.const 0))
        (local.set $at (i32.const 0))
        (loop $word
          (local.set $sum
            (i64.add
              (local.get $sum)
              (i64.popcnt
                (i64.xor
                  (i64.load (i32.add (local.get $signs) (local.get $at)))
                  (i64.load (i32.add (local.get $query) (local.get $at)))))))
          (local.set $at (i32.add (local.get $at) (i32.const 8)))
          (br_if $word (i32.lt_u (local.get $at) (local.get $bytes))))
        (if (i32.load8_u (local.get $flags))
          (then
            (i64.store16 (local.get $out) (local.get $sum))
            (local.set $bin (i32.add (local.get $histogram) (i32.shl (i32.wrap_i64 (local.get $sum)) (i32.const 2))))
            (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1))))
          (else (i32.store16 (local.get $out) (i32.const 65535))))
        (local.set $flags (i32.add (local.get $flags) (i32.const 1)))
        (local.set $signs (i32.add (local.get $signs) (local.get $bytes)))
        (local.set $out (i32.add (local.get $out) (i32.const 2)))
        (br $row))))

  ;; Places, from 0 on and 32 bits each, of the distances from `low` to `high` among `count`, a multiple of 8; how many there are.
  (func (export "select")
    (param $distances i32) (param $count i32) (param $low i32) (param $high i32) (param $out i32) (result i32)
    (local $place i32) (local $bits i32) (local $start i32) (local $lows v128) (local $highs v128) (local $eight v128)
    (local.set $start (local.get $out))
    (local.set $lows (i16x8.splat (local.get $low)))
    (local.set $highs (i16x8.splat (local.get $high)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $place) (local.get $count)))
        (local.set $eight (v128.load (i32.add (local.get $distances) (i32.shl (local.get $place) (i32.const 1)))))
        (local.set $bits
          (i16x8.bitmask
            (v128.and
              (i16x8.ge_u (local.get $eight) (local.get $lows))
              (i16x8.le_u (local.get $eight) (local.get $highs)))))
        (block $none
          (loop $bit
            (br_if $none (i32.eqz (local.get $bits)))
            (i32.store (local.get $out) (i32.add (local.get $place) (i32.ctz (local.get $bits))))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))
            (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
            (br $bit)))
        (local.set $place (i32.add (local.get $place) (i32.const 8)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $start)) (i32.const 2)))

  ;; Products of the query (16 bits a coordinate) with the rows at `count` places (8 bits a coordinate), as 32 bits each.
  (func (export "products")
    (param $codes i32) (param $places i32) (param $count i32) (param $width i32) (param $query i32) (param $out i32)
    (local $end i32) (local $code i32) (local $rowEnd i32) (local $at i32)
    (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $places) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $places) (local.get $end)))
        (local.set $code
          (i32.add (local.get $codes) (i32.mul (i32.load (local.get $places)) (local.get $width))))
        (local.set $rowEnd (i32.add (local.get $code) (local.get $width)))
        (local.set $at (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (loop $piece
          (local.set $a
            (i32x4.add
              (local.get $a)
              (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $code)) (v128.load (local.get $at)))))
          (local.set $b
            (i32x4.add
              (local.get $b)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=8 (local.get $code))
                (v128.load offset=16 (local.get $at)))))
          (local.set $a
            (i32x4.add
              (local.get $a)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=16 (local.get $code))
                (v128.load offset=32 (local.get $at)))))
          (local.set $b
            (i32x4.add
              (local.get $b)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=24 (local.get $code))
                (v128.load offset=48 (local.get $at)))))
          (local.set $a
            (i32x4.add
              (local.get $a)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=32 (local.get $code))
                (v128.load offset=64 (local.get $at)))))
          (local.set $b
            (i32x4.add
              (local.get $b)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=40 (local.get $code))
                (v128.load offset=80 (local.get $at)))))
          (local.set $a
            (i32x4.add
              (local.get $a)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=48 (local.get $code))
                (v128.load offset=96 (local.get $at)))))
          (local.set $b
            (i32x4.add
              (local.get $b)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=56 (local.get $code))
                (v128.load offset=112 (local.get $at)))))
          (local.set $code (i32.add (local.get $code) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 128)))
          (br_if $piece (i32.lt_u (local.get $code) (local.get $rowEnd))))
        (local.set $a (i32x4.add (local.get $a) (local.get $b)))
        (i32.store
          (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
            (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
        (local.set $places (i32.add (local.get $places) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $row)))))
