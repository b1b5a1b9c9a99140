;; The inner loops of word2vec. `trainingKernel.ts` says what they are for, `scriptKernel.ts` has them in JavaScript with the same bits, and a test holds both against each
;; other. Addresses are bytes in a memory that all threads share; nothing is locked: two threads may write one row at a time, and what one adds may be lost (Hogwild, Niu et
;; al. 2011). Rows are of 32-bit floats, their width a multiple of 16 bytes, what lies beyond the dimensions 0. No relaxed SIMD: Node 20 has none.
(module
  (import "env" "memory" (memory 1 65536 shared))

  (global $width (mut i32) (i32.const 0))
  (global $words (mut i32) (i32.const 0))
  (global $window (mut i32) (i32.const 0))
  (global $negative (mut i32) (i32.const 0))
  (global $input (mut i32) (i32.const 0))
  (global $output (mut i32) (i32.const 0))
  (global $aliases (mut i32) (i32.const 0))
  (global $inner (mut i32) (i32.const 0))
  (global $paths (mut i32) (i32.const 0))
  (global $keep (mut i32) (i32.const 0))
  (global $sigmoids (mut i32) (i32.const 0))
  (global $hidden (mut i32) (i32.const 0))
  (global $error (mut i32) (i32.const 0))
  (global $kept (mut i32) (i32.const 0))
  (global $state (mut i32) (i32.const 0))

  (func (export "configure")
    (param $width i32) (param $words i32) (param $window i32) (param $negative i32)
    (param $input i32) (param $output i32) (param $aliases i32) (param $inner i32) (param $paths i32)
    (param $keep i32) (param $sigmoids i32) (param $scratch i32)
    (global.set $width (local.get $width))
    (global.set $words (local.get $words))
    (global.set $window (local.get $window))
    (global.set $negative (local.get $negative))
    (global.set $input (local.get $input))
    (global.set $output (local.get $output))
    (global.set $aliases (local.get $aliases))
    (global.set $inner (local.get $inner))
    (global.set $paths (local.get $paths))
    (global.set $keep (local.get $keep))
    (global.set $sigmoids (local.get $sigmoids))
    (global.set $hidden (local.get $scratch))
    (global.set $error (i32.add (local.get $scratch) (local.get $width)))
    (global.set $kept (i32.add (local.get $scratch) (i32.shl (local.get $width) (i32.const 1)))))

  ;; 32 random bits: mulberry32 (Ettinger 2017).
  (func $random (result i32)
    (local $mixed i32)
    (global.set $state (i32.add (global.get $state) (i32.const 0x6d2b79f5)))
    (local.set $mixed (global.get $state))
    (local.set $mixed
      (i32.mul
        (i32.xor (local.get $mixed) (i32.shr_u (local.get $mixed) (i32.const 15)))
        (i32.or (local.get $mixed) (i32.const 1))))
    (local.set $mixed
      (i32.xor
        (local.get $mixed)
        (i32.add
          (local.get $mixed)
          (i32.mul
            (i32.xor (local.get $mixed) (i32.shr_u (local.get $mixed) (i32.const 7)))
            (i32.or (local.get $mixed) (i32.const 61))))))
    (i32.xor (local.get $mixed) (i32.shr_u (local.get $mixed) (i32.const 14))))

  ;; The product of two rows: in four sums of four lanes, since each addition waits for the one before it.
  (func $dot (param $a i32) (param $b i32) (result f32)
    (local $end i32) (local $blocks i32) (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $end (i32.add (local.get $a) (global.get $width)))
    (local.set $blocks (i32.add (local.get $a) (i32.and (global.get $width) (i32.const -64))))
    (block $rest
      (loop $block
        (br_if $rest (i32.ge_u (local.get $a) (local.get $blocks)))
        (local.set $s (f32x4.add (local.get $s) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
        (local.set $t
          (f32x4.add (local.get $t) (f32x4.mul (v128.load offset=16 (local.get $a)) (v128.load offset=16 (local.get $b)))))
        (local.set $u
          (f32x4.add (local.get $u) (f32x4.mul (v128.load offset=32 (local.get $a)) (v128.load offset=32 (local.get $b)))))
        (local.set $v
          (f32x4.add (local.get $v) (f32x4.mul (v128.load offset=48 (local.get $a)) (v128.load offset=48 (local.get $b)))))
        (local.set $a (i32.add (local.get $a) (i32.const 64)))
        (local.set $b (i32.add (local.get $b) (i32.const 64)))
        (br $block)))
    (block $done
      (loop $four
        (br_if $done (i32.ge_u (local.get $a) (local.get $end)))
        (local.set $s (f32x4.add (local.get $s) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
        (local.set $a (i32.add (local.get $a) (i32.const 16)))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))
        (br $four)))
    (local.set $s (f32x4.add (f32x4.add (local.get $s) (local.get $t)) (f32x4.add (local.get $u) (local.get $v))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $s)) (f32x4.extract_lane 1 (local.get $s)))
      (f32.add (f32x4.extract_lane 2 (local.get $s)) (f32x4.extract_lane 3 (local.get $s)))))

  ;; A step of gradient descent of one output: the error of the hidden row gets its share, then the output's row moves.
  (func $step (param $hidden i32) (param $row i32) (param $gradient f32)
    (local $end i32) (local $error i32) (local $g v128) (local $o v128)
    (local.set $g (f32x4.splat (local.get $gradient)))
    (local.set $error (global.get $error))
    (local.set $end (i32.add (local.get $row) (global.get $width)))
    (loop $four
      (local.set $o (v128.load (local.get $row)))
      (v128.store
        (local.get $error)
        (f32x4.add (v128.load (local.get $error)) (f32x4.mul (local.get $g) (local.get $o))))
      (v128.store
        (local.get $row)
        (f32x4.add (local.get $o) (f32x4.mul (local.get $g) (v128.load (local.get $hidden)))))
      (local.set $error (i32.add (local.get $error) (i32.const 16)))
      (local.set $hidden (i32.add (local.get $hidden) (i32.const 16)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $row) (local.get $end)))))

  (func $clear (param $row i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $row) (global.get $width)))
    (loop $four
      (v128.store (local.get $row) (v128.const i32x4 0 0 0 0))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $row) (local.get $end)))))

  (func $add (param $row i32) (param $other i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $row) (global.get $width)))
    (loop $four
      (v128.store (local.get $row) (f32x4.add (v128.load (local.get $row)) (v128.load (local.get $other))))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (local.set $other (i32.add (local.get $other) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $row) (local.get $end)))))

  (func $scale (param $row i32) (param $by f32)
    (local $end i32) (local $factors v128)
    (local.set $factors (f32x4.splat (local.get $by)))
    (local.set $end (i32.add (local.get $row) (global.get $width)))
    (loop $four
      (v128.store (local.get $row) (f32x4.mul (v128.load (local.get $row)) (local.get $factors)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $row) (local.get $end)))))

  ;; From a table of 1,000 values between -6 and 6, as in word2vec.c.
  (func $sigmoid (param $x f32) (result f32)
    (f32.load
      (i32.add
        (global.get $sigmoids)
        (i32.shl
          (i32.trunc_sat_f32_u (f32.mul (f32.add (local.get $x) (f32.const 6)) (f32.const 83.33333)))
          (i32.const 2)))))

  ;; The target against words drawn from the unigram distribution to the power of 3/4, by Walker's alias method: one random number says the column and the place in it.
  (func $learnNegatives (param $hidden i32) (param $target i32) (param $rate f32)
    (local $left i32) (local $word i32) (local $label f32) (local $row i32) (local $x f32) (local $y f32) (local $drawn i64) (local $column i32)
    (local.set $left (global.get $negative))
    (local.set $word (local.get $target))
    (local.set $label (f32.const 1))
    (loop $next
      (local.set $row (i32.add (global.get $output) (i32.mul (local.get $word) (global.get $width))))
      (local.set $x (call $dot (local.get $hidden) (local.get $row)))
      (local.set $y
        (if (result f32) (f32.ge (local.get $x) (f32.const 6))
          (then (f32.const 1))
          (else
            (if (result f32) (f32.le (local.get $x) (f32.const -6))
              (then (f32.const 0))
              (else (call $sigmoid (local.get $x)))))))
      (call $step (local.get $hidden) (local.get $row) (f32.mul (f32.sub (local.get $label) (local.get $y)) (local.get $rate)))
      (local.set $label (f32.const 0))
      (block $drawnOne
        (loop $draw
          (if (i32.eqz (local.get $left)) (then (return)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (local.set $drawn (i64.mul (i64.extend_i32_u (call $random)) (i64.extend_i32_u (global.get $words))))
          (local.set $word (i32.wrap_i64 (i64.shr_u (local.get $drawn) (i64.const 32))))
          (local.set $column (i32.add (global.get $aliases) (i32.shl (local.get $word) (i32.const 3))))
          (if (i32.gt_u (i32.wrap_i64 (local.get $drawn)) (i32.load (local.get $column)))
            (then (local.set $word (i32.load offset=4 (local.get $column)))))
          (br_if $draw (i32.eq (local.get $word) (local.get $target)))
          (br $drawnOne)))
      (br $next)))

  ;; The target by its path in the Huffman tree: the branches are binary decisions, each with a row of its own.
  (func $learnPath (param $hidden i32) (param $target i32) (param $rate f32)
    (local $at i32) (local $end i32) (local $branch i32) (local $row i32) (local $x f32)
    (local.set $at (i32.load (i32.add (global.get $paths) (i32.shl (local.get $target) (i32.const 2)))))
    (local.set $end (i32.load offset=4 (i32.add (global.get $paths) (i32.shl (local.get $target) (i32.const 2)))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $branch (i32.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $row
          (i32.add (global.get $inner) (i32.mul (i32.shr_u (local.get $branch) (i32.const 1)) (global.get $width))))
        (local.set $x (call $dot (local.get $hidden) (local.get $row)))
        (br_if $next (f32.ge (f32.abs (local.get $x)) (f32.const 6)))
        (call $step
          (local.get $hidden)
          (local.get $row)
          (f32.mul
            (f32.sub
              (f32.convert_i32_u (i32.xor (i32.and (local.get $branch) (i32.const 1)) (i32.const 1)))
              (call $sigmoid (local.get $x)))
            (local.get $rate)))
        (br $next))))

  (func $learn (param $hidden i32) (param $target i32) (param $rate f32)
    (call $clear (global.get $error))
    (if (global.get $paths) (then (call $learnPath (local.get $hidden) (local.get $target) (local.get $rate))))
    (if (global.get $negative) (then (call $learnNegatives (local.get $hidden) (local.get $target) (local.get $rate)))))

  (func $rowAt (param $place i32) (result i32)
    (i32.add
      (global.get $input)
      (i32.mul (i32.load (i32.add (global.get $kept) (i32.shl (local.get $place) (i32.const 2)))) (global.get $width))))

  ;; Each word of a sentence is predicted by the words around it: one by one (skip-gram), or by their mean (continuous bag of words).
  (func $sentence (param $count i32) (param $rate f32) (param $bags i32)
    (local $place i32) (local $target i32) (local $reach i32) (local $first i32) (local $last i32) (local $other i32) (local $row i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $place) (local.get $count)))
        (local.set $target (i32.load (i32.add (global.get $kept) (i32.shl (local.get $place) (i32.const 2)))))
        (local.set $reach (i32.sub (global.get $window) (i32.rem_u (call $random) (global.get $window))))
        (local.set $first
          (select
            (i32.sub (local.get $place) (local.get $reach))
            (i32.const 0)
            (i32.gt_u (local.get $place) (local.get $reach))))
        (local.set $last (i32.add (local.get $place) (local.get $reach)))
        (if (i32.ge_u (local.get $last) (local.get $count))
          (then (local.set $last (i32.sub (local.get $count) (i32.const 1)))))
        (if (local.get $bags)
          (then (call $bag (local.get $place) (local.get $target) (local.get $first) (local.get $last) (local.get $rate)))
          (else
            (local.set $other (local.get $first))
            (loop $context
              (if (i32.ne (local.get $other) (local.get $place))
                (then
                  (local.set $row (call $rowAt (local.get $other)))
                  (call $learn (local.get $row) (local.get $target) (local.get $rate))
                  (call $add (local.get $row) (global.get $error))))
              (local.set $other (i32.add (local.get $other) (i32.const 1)))
              (br_if $context (i32.le_u (local.get $other) (local.get $last))))))
        (local.set $place (i32.add (local.get $place) (i32.const 1)))
        (br $next))))

  (func $bag (param $place i32) (param $target i32) (param $first i32) (param $last i32) (param $rate f32)
    (local $other i32)
    (if (i32.eq (local.get $first) (local.get $last)) (then (return)))
    (call $clear (global.get $hidden))
    (local.set $other (local.get $first))
    (loop $context
      (if (i32.ne (local.get $other) (local.get $place))
        (then (call $add (global.get $hidden) (call $rowAt (local.get $other)))))
      (local.set $other (i32.add (local.get $other) (i32.const 1)))
      (br_if $context (i32.le_u (local.get $other) (local.get $last))))
    (call $scale
      (global.get $hidden)
      (f32.div (f32.const 1) (f32.convert_i32_u (i32.sub (local.get $last) (local.get $first)))))
    (call $learn (global.get $hidden) (local.get $target) (local.get $rate))
    (local.set $other (local.get $first))
    (loop $moved
      (if (i32.ne (local.get $other) (local.get $place))
        (then (call $add (call $rowAt (local.get $other)) (global.get $error))))
      (local.set $other (i32.add (local.get $other) (i32.const 1)))
      (br_if $moved (i32.le_u (local.get $other) (local.get $last)))))

  ;; Learns the sentences from `at` to `end`: numbers of words, 32 bits each, and all ones after each sentence. What comes too often is left out at random first.
  (func (export "train") (param $at i32) (param $end i32) (param $rate f32) (param $seed i32) (param $bags i32)
    (local $word i32) (local $out i32)
    (global.set $state (local.get $seed))
    (local.set $out (global.get $kept))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $word (i32.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (if (i32.eq (local.get $word) (i32.const -1))
          (then
            (call $sentence
              (i32.shr_u (i32.sub (local.get $out) (global.get $kept)) (i32.const 2))
              (local.get $rate)
              (local.get $bags))
            (local.set $out (global.get $kept)))
          (else
            (if
              (i32.le_u
                (call $random)
                (i32.load (i32.add (global.get $keep) (i32.shl (local.get $word) (i32.const 2)))))
              (then
                (i32.store (local.get $out) (local.get $word))
                (local.set $out (i32.add (local.get $out) (i32.const 4)))))))
        (br $next)))))
